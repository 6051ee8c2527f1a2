import { describe, expect, it } from 'vitest';
import { readCases } from './hcl/cases.ts';
import { evaluation } from './hcl/evaluation.ts';
import { modes } from './hcl/modes.ts';
import { emptyScore, judge } from './hcl/score.ts';

const cases = readCases();

/** Without evaluation, what expressions are worth is left out, and so is what follows from it. */
function unanswerable(path: string): boolean {
  if (evaluation !== undefined) return false;
  return /\.expr\.(value|diagnostics)/.test(path);
}

describe.skipIf(cases === undefined && !process.env.CI)(
  `HCL as observed${cases === undefined ? ' (skipped: HCL_GOLDEN names no folder with cases)' : ''}`,
  () => {
    it('has cases', () => expect(cases?.length).toBeGreaterThan(0));

    const names = new Set((cases ?? []).map((one) => one.mode));
    for (const name of names) {
      const mode = modes[name];
      if (mode === undefined) {
        it.skip(`${name}: not answered yet`);
        continue;
      }
      it(name, () => {
        const score = emptyScore();
        for (const one of cases ?? []) {
          if (one.mode !== name) continue;
          if (evaluation === undefined && one.dynamic) continue;
          const answer = mode(one);
          const met = JSON.stringify(one.expect.parse_diagnostics ?? []) !== '[]';
          judge(score, one, answer, (path) => {
            return unanswerable(path) || (evaluation === undefined && !met && path === '.rendered');
          });
        }
        const share = ((100 * score.right) / score.fields).toFixed(2);
        console.log(
          `${name}: verdict ${score.cases - score.verdicts.length}/${score.cases}, exact ${score.exact}/${score.cases}, fields ${score.right}/${score.fields} (${share} %)`,
        );
        const show = Number(process.env.HCL_GOLDEN_SHOW ?? 0);
        if (show > 0) console.log(score.wrong.slice(0, show).join('\n'));
        expect(score.verdicts).toEqual([]);
        expect(score.right / score.fields).toBeGreaterThanOrEqual(0.99);
      });
    }
  },
);
