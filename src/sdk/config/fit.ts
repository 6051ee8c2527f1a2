import { BigFloat, type Value } from '../../values/index.ts';
import type { Option, OptionType } from './option.ts';

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** One step of a path, as Packer's messages show it: the language's values printed by Go. */
type Step = string | number | { readonly key: string };

function shown(path: readonly Step[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'string') return `{{} ${step}}`;
    // Packer prints the address of the number here.
    return typeof step === 'number' ? `{{} {{{{} 78}} ${step}}}` : `{{} {{{{} 83}} ${step.key}}}`;
  });
  return `[${steps.join(' ')}]`;
}

function* elementsOf(
  { content }: Value,
  type: Extract<OptionType, { kind: 'list' | 'map' }>,
): Generator<readonly [Step, Value]> {
  if (content instanceof Map) for (const [key, value] of content) yield [{ key }, value];
  else if (type.kind === 'list' && Array.isArray(content)) yield* content.entries();
}

/** An empty place in a list or map is only possible where the element may be empty itself. */
const mayBeNull = ({ kind }: OptionType): boolean =>
  kind === 'list' || kind === 'map' || kind === 'dynamic';

function check(value: Value, type: OptionType, path: readonly Step[]): void {
  const { content } = value;
  if (type.kind === 'object') return checkFit(value, type.options, path);
  if (type.kind === 'number' && type.whole && content instanceof BigFloat) {
    const whole = content.toInt();
    if (whole === undefined || whole < least || whole > most)
      throw new Error(`value must be a whole number, between ${least} and ${most}: ${shown(path)}`);
  }
  if (type.kind !== 'list' && type.kind !== 'map') return;
  for (const [step, element] of elementsOf(value, type)) {
    const here = [...path, step];
    if (element.content === null && !mayBeNull(type.element.type))
      throw new Error(`null value is not allowed: ${shown(here)}`);
    check(element, type.element.type, here);
  }
}

/**
 * Throws an Error for the user where a value of the right type is still none the component can hold:
 * a fraction or a huge number for a whole one, null inside a list or a map.
 */
export function checkFit(
  { content }: Value,
  options: ReadonlyMap<string, Option>,
  path: readonly Step[] = [],
): void {
  if (!(content instanceof Map)) return;
  for (const [name, value] of content) {
    const option = options.get(name);
    if (option !== undefined) check(value, option.type, [...path, name]);
  }
}
