/** The JSON of an answer; undefined if it is none. */
export function parseJsonBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list of errors in an answer, one behind the other as the original writes them, or the answer itself. */
export function explainErrors(body: string): string {
  const answer = parseJsonBody(body);
  if (!isRecord(answer) || !Array.isArray(answer.errors)) return body;
  return answer.errors.map((error) => `* ${error}`).join('');
}
