import { parse } from '@cdktf/hcl2json';
import type { Diagnostic } from '../../src/source/index.ts';
import { parseConfig, rangeText } from '../../src/syntax/index.ts';

/** What another implementation says about a file in native syntax: nothing if it is accepted. */
export async function oracleVerdict(filename: string, text: string): Promise<string | undefined> {
  try {
    await parse(filename, text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Anything else is about turning what was parsed into JSON.
    return message.startsWith('parse config: ') ? message.trim() : undefined;
  }
}

/** The same in the same words by our parser. */
export function ourVerdict(filename: string, bytes: Uint8Array): string | undefined {
  const { diagnostics } = parseConfig({ filename, bytes });
  if (diagnostics.length === 0) return undefined;
  return `parse config: [${diagnostics.map(sentence).join(' ')}]`;
}

function sentence({ subject, summary, detail }: Diagnostic): string {
  return `${subject === undefined ? '<nil>' : rangeText(subject)}: ${summary}; ${detail}`;
}
