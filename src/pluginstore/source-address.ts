import { failed, ok, type Result } from '../base/index.ts';

/** Where a plugin comes from, such as `github.com/hashicorp/docker` (plugin-protocol 7.6). */
export interface SourceAddress {
  /** All parts, host first; 2 to 16. The last one is the plugin's name. */
  readonly parts: readonly string[];
  readonly name: string;
  /** As written. */
  readonly text: string;
}

/** Most parts a source can have. */
const maximumParts = 16;

/** Reads a source address; the error says what is wrong with it. */
export function parseSourceAddress(text: string): Result<SourceAddress, string> {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length < 2 || parts.length > maximumParts || parts.some((part) => part === ''))
    return failed(`a source has 2 to ${maximumParts} parts separated by slashes`);
  if (parts.some((part) => part === '.' || part === '..' || part.includes('\\')))
    return failed('a part of a source may not leave its folder');
  return ok({ parts, name, text });
}
