/** Whether a path starts at a root, be it one of Unix or of Windows. */
export function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:)/.test(path);
}
