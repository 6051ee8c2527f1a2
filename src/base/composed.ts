/** The first character that can be part of another one: below it every text is composed. */
const firstCombining = 0x300;

/** The text in NFC. Most texts are so already, and looking is cheaper than to have them converted. */
export function composed(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) >= firstCombining) return text.normalize('NFC');
  }
  return text;
}
