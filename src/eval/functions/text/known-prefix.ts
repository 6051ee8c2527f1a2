import { graphemes } from '../../../base/index.ts';

/** Characters that nothing that follows can join. */
const closed = '-_:;/\\,.(){}[]|?!~ \t@#$%^&*+"\'';

/**
 * The part of a text that stays as it is whatever is appended: all but the last user-perceived
 * character, because a combining mark may follow.
 */
export function knownPrefix(text: string): string {
  const clusters = graphemes(text);
  const last = clusters.at(-1);
  if (last === undefined || closed.includes(last)) return text;
  return clusters.slice(0, -1).join('');
}
