import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatSource, parseConfig, printConfig, tokensOf } from '../../src/syntax/index.ts';
import { corpusBytes, corpusFiles } from './corpus.ts';
import { oracleVerdict, ourVerdict } from './oracle.ts';

const files = corpusFiles();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

describe.skipIf(files === undefined && !process.env.CI)(
  `public templates${files === undefined ? ' (skipped: HCL_CORPUS names no folder)' : ''}`,
  () => {
    it('are there', () => expect(files?.length).toBeGreaterThan(900));

    it('give the same bytes when parsed and printed', () => {
      const lost = (files ?? []).filter((name) => {
        const bytes = corpusBytes(name);
        const printed = printConfig(parseConfig({ filename: name, bytes }).value);
        return Buffer.compare(printed, bytes) !== 0;
      });
      expect(lost).toEqual([]);
    });

    it('are the sum of their tokens', () => {
      const lost = (files ?? []).filter((name) => {
        const bytes = corpusBytes(name);
        const tokens = tokensOf({ filename: name, bytes });
        const joined = tokens.map(({ leading, text }) => leading + text).join('');
        return joined !== decoder.decode(bytes).replace(/^\ufeff/, '');
      });
      expect(lost).toEqual([]);
    });

    it('stay as they are when formatted again', () => {
      const unstable = (files ?? []).filter((name) => {
        const once = formatSource(corpusBytes(name));
        return Buffer.compare(formatSource(once), once) !== 0;
      });
      expect(unstable).toEqual([]);
    });

    it('have the verdict, the words and the values of the oracle', {
      timeout: 300_000,
    }, async () => {
      const different: unknown[] = [];
      for (const name of files ?? []) {
        const bytes = corpusBytes(name);
        const oracle = await oracleVerdict('x.tf', decoder.decode(bytes));
        const ours = ourVerdict('x.tf', bytes);
        if (!isDeepStrictEqual(oracle, ours)) different.push({ name, oracle, ours });
      }
      expect(different).toEqual([]);
    });
  },
);
