/** JSON as Go writes it: the characters with a meaning in HTML and two line separators are escapes. */
export function goJson(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
