import {
  BigFloat,
  compareEqual,
  conforms,
  type Refinements,
  Unknown,
  type Value,
} from '../../src/values/index.ts';

/**
 * What an evaluation with unknown values claimed that did not come true once they were known;
 * nothing if all of it did.
 */
export function brokenPromise(open: Value, known: Value): string | undefined {
  if (!conforms(known.type, open.type))
    return `a ${known.type.kind} instead of a ${open.type.kind}`;
  const { content } = open;
  if (content instanceof Unknown) return brokenRefinement(content.refinements, known);
  if (known.content instanceof Unknown) return 'unknown, although it was known before';
  if (Array.isArray(content) && Array.isArray(known.content)) {
    return brokenElements(open, content, known.content);
  }
  if (content instanceof Map && known.content instanceof Map) {
    return brokenEntries(content, known.content);
  }
  return compareEqual(open, known) === true ? undefined : 'another value';
}

function brokenElements(
  open: Value,
  before: readonly Value[],
  after: readonly Value[],
): string | undefined {
  // Elements of a set that were unknown may come together and stand in another order.
  if (open.type.kind === 'set') return after.length > before.length ? 'more elements' : undefined;
  if (before.length !== after.length) return `${after.length} elements, not ${before.length}`;
  for (const [index, each] of before.entries()) {
    const other = after[index];
    const broken = other && brokenPromise(each, other);
    if (broken !== undefined) return `[${index}]: ${broken}`;
  }
  return undefined;
}

function brokenEntries(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): string | undefined {
  if ([...before.keys()].join() !== [...after.keys()].join()) return 'other keys';
  for (const [name, each] of before) {
    const other = after.get(name);
    const broken = other && brokenPromise(each, other);
    if (broken !== undefined) return `.${name}: ${broken}`;
  }
  return undefined;
}

function brokenRefinement(promised: Refinements, { content }: Value): string | undefined {
  if (content === null) return promised.notNull === true ? 'null' : undefined;
  if (typeof content === 'string') {
    return content.startsWith(promised.stringPrefix ?? '') ? undefined : 'another beginning';
  }
  if (content instanceof BigFloat) return isOutside(promised, content) ? 'out of range' : undefined;
  const length = Array.isArray(content)
    ? content.length
    : content instanceof Map
      ? content.size
      : 0;
  const { lengthMin = 0, lengthMax = Number.POSITIVE_INFINITY } = promised;
  return length < lengthMin || length > lengthMax ? `${length} elements` : undefined;
}

function isOutside({ numberMin, numberMax }: Refinements, value: BigFloat): boolean {
  if (numberMin !== undefined && value.compare(numberMin.value) < (numberMin.inclusive ? 0 : 1)) {
    return true;
  }
  return numberMax !== undefined && value.compare(numberMax.value) > (numberMax.inclusive ? 0 : -1);
}
