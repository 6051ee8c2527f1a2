import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFolder } from './folder.ts';

/** The schema of a case: what the body may hold, nested schemas included. */
export interface CaseSchema {
  readonly attributes: readonly { readonly name: string; readonly required: boolean }[];
  readonly blocks: readonly {
    readonly type: string;
    readonly labels: readonly string[];
    readonly schema?: CaseSchema;
  }[];
}

/** One line of cases.jsonl; the README beside it says what the fields mean. */
export interface Case {
  readonly id: string;
  readonly mode: string;
  readonly input?: string;
  readonly input_base64?: string;
  readonly scope?: string | { readonly variables: Readonly<Record<string, unknown>> };
  readonly functions?: 'none' | 'packer';
  readonly type?: string;
  readonly schema?: CaseSchema;
  readonly dynamic?: boolean;
  readonly expect: Readonly<Record<string, unknown>> & {
    readonly unstable?: readonly string[];
  };
}

/** All cases, or undefined where the folder is not there. */
export function readCases(): readonly Case[] | undefined {
  const file = join(goldenFolder, 'cases.jsonl');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): Case => JSON.parse(line));
}

/** The bytes a case is about. */
export function inputBytes({ input, input_base64: encoded }: Case): Uint8Array {
  if (encoded !== undefined) return new Uint8Array(Buffer.from(encoded, 'base64'));
  return new TextEncoder().encode(input);
}
