/** Escapes a text for the query part of a URL: a space becomes `+`, all else but `-_.~`, letters and digits `%XX`. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}
