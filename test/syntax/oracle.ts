import { parse } from '@cdktf/hcl2json';
import type { Diagnostic } from '../../src/source/index.ts';
import { parseConfig, rangeText } from '../../src/syntax/index.ts';
import { canonical, NoPlainForm, plainForm } from './oracle-values.ts';

/** What is said about a file in native syntax: why it is refused, or its values in the plain form. */
export type Verdict =
  | { readonly refused: string }
  | { readonly accepted: string }
  /** It was parsed, but the plain form has no room for it. */
  | 'accepted without a plain form';

/** What another implementation says about a file in native syntax. */
export async function oracleVerdict(filename: string, text: string): Promise<Verdict> {
  try {
    return { accepted: canonical(await parse(filename, text)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.startsWith('parse config: ')) return { refused: message.trim() };
    return 'accepted without a plain form';
  }
}

/** The same in the same words by our parser. */
export function ourVerdict(filename: string, bytes: Uint8Array): Verdict {
  const { value, diagnostics } = parseConfig({ filename, bytes });
  if (diagnostics.length > 0) {
    return { refused: `parse config: [${diagnostics.map(sentence).join(' ')}]` };
  }
  try {
    return { accepted: plainForm(value, bytes) };
  } catch (error) {
    if (error instanceof NoPlainForm) return 'accepted without a plain form';
    throw error;
  }
}

function sentence({ subject, summary, detail }: Diagnostic): string {
  return `${subject === undefined ? '<nil>' : rangeText(subject)}: ${summary}; ${detail}`;
}
