import { graphemeRanges } from './grapheme-table.ts';
import { once } from './once.ts';

type BreakClass = keyof typeof graphemeRanges | 'syllable' | 'syllable-with-trailing' | 'other';

interface ClassRange {
  readonly first: number;
  readonly last: number;
  readonly breakClass: BreakClass;
}

function rangesOf(breakClass: keyof typeof graphemeRanges): ClassRange[] {
  let next = 0;
  return graphemeRanges[breakClass].split(' ').map((range) => {
    const [gap = '', extra = '0'] = range.split('.');
    const first = next + Number.parseInt(gap, 36);
    const last = first + Number.parseInt(extra, 36);
    next = last + 1;
    return { first, last, breakClass };
  });
}

const classes: readonly (keyof typeof graphemeRanges)[] = [
  'prepend',
  'control',
  'extend',
  'pictograph',
  'regional',
  'leading',
  'vowel',
  'trailing',
  'joiner',
];

/** Made late: most runs see plain characters only. */
const allRanges = once((): readonly ClassRange[] =>
  classes.flatMap(rangesOf).sort((a, b) => a.first - b.first),
);

const hangulStart = 0xac00;
const hangulEnd = 0xd7a3;
const replacement = 0xfffd;

function classOf(codePoint: number): BreakClass {
  if (codePoint >= 0x20 && codePoint < 0x7f) return 'other';
  if (codePoint >= hangulStart && codePoint <= hangulEnd)
    return (codePoint - hangulStart) % 28 === 0 ? 'syllable' : 'syllable-with-trailing';
  if (codePoint === replacement) return 'control';
  const ranges = allRanges();
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle]!;
    if (codePoint < range.first) high = middle - 1;
    else if (codePoint > range.last) low = middle + 1;
    else return range.breakClass;
  }
  return 'other';
}

/** Walks one text and finds where the cluster that starts at `at` ends. */
class Segmenter {
  readonly text: string;
  at: number;
  constructor(text: string) {
    this.text = text;
    this.at = 0;
  }

  peek(): BreakClass | undefined {
    const codePoint = this.text.codePointAt(this.at);
    return codePoint === undefined ? undefined : classOf(codePoint);
  }

  take(): void {
    this.at += this.text.codePointAt(this.at)! > 0xffff ? 2 : 1;
  }

  takeAll(...wanted: readonly BreakClass[]): boolean {
    let any = false;
    for (let found = this.peek(); found && wanted.includes(found); found = this.peek()) {
      this.take();
      any = true;
    }
    return any;
  }

  /** Marks and joiners; a pictograph right after a joiner belongs to the cluster too. */
  takeExtension(): void {
    for (let found = this.peek(); ; found = this.peek()) {
      if (found === 'extend') this.take();
      else if (found === 'joiner') {
        this.take();
        if (this.peek() === 'pictograph') this.take();
      } else return;
    }
  }

  takeHangul(): void {
    const start = this.at;
    this.takeAll('leading');
    const afterLeading = this.at > start;
    if (this.peek() === 'syllable-with-trailing') {
      this.take();
      this.takeAll('trailing');
    } else if (this.peek() === 'syllable') {
      this.take();
      // As observed: a trailing consonant does not join a syllable that follows leading consonants.
      if (this.takeAll('vowel') || !afterLeading) this.takeAll('trailing');
    } else if (this.takeAll('vowel') || !afterLeading) this.takeAll('trailing');
    this.takeExtension();
  }

  takeCluster(): void {
    const first = this.peek();
    if (first === 'control') {
      const isReturn = this.text[this.at] === '\r';
      this.take();
      if (isReturn && this.text[this.at] === '\n') this.take();
      return;
    }
    if (first === 'prepend') this.takeAll('prepend');
    this.takeBase();
  }

  takeBase(): void {
    switch (this.peek()) {
      case undefined:
      case 'control':
        return;
      case 'leading':
      case 'vowel':
      case 'trailing':
      case 'syllable':
      case 'syllable-with-trailing':
        this.takeHangul();
        return;
      case 'pictograph':
        this.take();
        this.takeExtension();
        return;
      case 'regional':
        this.take();
        if (this.peek() === 'regional') this.take();
        this.takeExtension();
        return;
      default:
        this.take();
        this.takeAll('extend', 'joiner');
    }
  }
}

/**
 * The user-perceived characters of a text by the rules of Unicode 13, which the language's string
 * functions count in (template-language 3.3); newer rules join more and would give other lengths.
 */
export function graphemes(text: string): readonly string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  const clusters: string[] = [];
  const segmenter = new Segmenter(text);
  while (segmenter.at < text.length) {
    const start = segmenter.at;
    segmenter.takeCluster();
    clusters.push(text.slice(start, segmenter.at));
  }
  return clusters;
}
