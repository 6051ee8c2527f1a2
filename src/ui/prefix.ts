import type { Speaker } from '../events/index.ts';

/** The name a speaker's lines start with. */
export function nameOf(speaker: Speaker): string {
  return speaker.postProcessor === undefined
    ? speaker.build
    : `${speaker.build} (${speaker.postProcessor})`;
}

/** Puts the speaker's name before each line; trailing white space of the whole goes. */
export function prefixLines(speaker: Speaker, text: string): string {
  const prefix = `==> ${nameOf(speaker)}: `;
  const lines = text.includes('\n') ? text.replaceAll('\n', `\n${prefix}`) : text;
  return `${prefix}${lines}`.trimEnd();
}
