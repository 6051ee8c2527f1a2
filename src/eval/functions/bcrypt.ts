import { encodeBase64, hashSync } from 'bcryptjs';
import { ok } from '../../base/index.ts';
import { asString, string, stringType, type Value } from '../../values/index.ts';
import { callError, type FunctionResult, type FunctionSpec } from '../function-spec.ts';
import { count, numeric, text } from './arguments.ts';
import type { FunctionPorts } from './ports.ts';

const defaultCost = 10;
const leastCost = 4;
const mostCost = 31;
const longestPassword = 72;
const saltBytes = 16;

function hash(args: readonly Value[], ports: FunctionPorts): FunctionResult {
  const [value, costValue] = args;
  const cost = costValue === undefined ? ok(defaultCost) : count(costValue);
  if (!cost.ok) return callError(cost.error);
  if (args.length > 2) return callError('bcrypt() takes no more than two arguments');
  const password = asString(value!);
  if (new TextEncoder().encode(password).length > longestPassword)
    return callError('error occured generating password bcrypt: password length exceeds 72 bytes');
  if (cost.value > mostCost)
    return callError(
      `error occured generating password crypto/bcrypt: cost ${cost.value} is outside allowed inclusive range 4..31`,
    );
  const rounds = cost.value < leastCost ? defaultCost : cost.value;
  const salt = encodeBase64([...ports.randomBytes(saltBytes)], saltBytes);
  return ok(string(hashSync(password, `$2a$${String(rounds).padStart(2, '0')}$${salt}`)));
}

/** Password hashes. This module loads the cipher, so load it only when needed. */
export function bcryptFunctions(ports: FunctionPorts): readonly FunctionSpec[] {
  return [
    {
      name: 'bcrypt',
      parameters: [text('str')],
      variadic: numeric('cost'),
      returns: stringType,
      call: (args) => hash(args, ports),
    },
  ];
}
