import { ok } from '../../base/index.ts';
import { BigFloat } from '../big-float.ts';
import { bool, number, string } from '../construct.ts';
import type { PrimitiveType } from '../type.ts';
import type { Value } from '../value.ts';
import { type Conversion, type Converted, mistake } from './conversion.ts';

/** Between string, number and bool. Text to something else is unsafe; numbers and bools never mix. */
export function primitiveConversion(
  from: PrimitiveType,
  to: PrimitiveType,
  unsafe: boolean,
): Conversion | undefined {
  if (to.kind === 'string') return toText;
  if (from.kind !== 'string' || !unsafe) return undefined;
  return to.kind === 'number' ? toNumber : toBool;
}

function toText(value: Value): Converted {
  const { content } = value;
  if (content instanceof BigFloat) return ok(string(content.toText()));
  return ok(string(content === true ? 'true' : 'false'));
}

function toNumber({ content }: Value): Converted {
  const parsed = typeof content === 'string' ? BigFloat.parse(content) : undefined;
  return parsed === undefined ? mistake('a number is required') : ok(number(parsed));
}

function toBool({ content }: Value): Converted {
  if (content === 'true' || content === '1') return ok(bool(true));
  if (content === 'false' || content === '0') return ok(bool(false));
  const lower = String(content).toLowerCase();
  if (lower === 'true' || lower === 'false') {
    return mistake(`a bool is required; to convert from string, use lowercase "${lower}"`);
  }
  return mistake('a bool is required');
}
