/**
 * Fails unless the exit status is one of the allowed ones; an empty list allows 0 only
 * (components 2.0).
 */
export function checkExitStatus(status: number, allowed: readonly number[]): void {
  const codes = allowed.length === 0 ? [0] : allowed;
  if (codes.includes(status)) return;
  throw new Error(
    `Script exited with non-zero exit status: ${status}. Allowed exit codes are: [${codes.join(' ')}]`,
  );
}
