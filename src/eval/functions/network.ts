import { failed, ok, type Result } from '../../base/index.ts';
import { asString, list, listOf, string, stringType, type Value } from '../../values/index.ts';
import {
  argumentError,
  callError,
  type FunctionResult,
  type FunctionSpec,
} from '../function-spec.ts';
import { count, numeric, text, wholeNumber } from './arguments.ts';
import { addressText, maskOf, type Network, networkText, parseCidr } from './network/address.ts';

function networkOf(value: Value): Result<Network, string> {
  const written = asString(value);
  const network = parseCidr(written);
  return network === undefined
    ? failed(`invalid CIDR expression: invalid CIDR address: ${written}`)
    : ok(network);
}

/** True of an IPv4 network in IPv6 notation: the original takes its address for one of 32 bits. */
function isMapped({ address, prefix, bits }: Network): boolean {
  return bits === 128 && prefix >= 96 && address >> 32n === 0xffffn;
}

function cidrhost([prefix, hostValue]: readonly Value[]): FunctionResult {
  const host = wholeNumber(hostValue!);
  if (!host.ok) return callError(host.error);
  const network = networkOf(prefix!);
  if (!network.ok) return callError(network.error);
  const { address, bits, prefix: length } = network.value;
  const last = (1n << BigInt(bits - length)) - 1n;
  const fromEnd = host.value < 0n;
  const distance = fromEnd ? -host.value - 1n : host.value;
  if (distance > last)
    return callError(`prefix of ${length} does not accommodate a host numbered ${host.value}`);
  const number = fromEnd ? last - distance : distance;
  const placed = isMapped(network.value) ? number << 96n : number;
  return ok(string(addressText(address | placed, bits)));
}

function cidrnetmask([prefix]: readonly Value[]): FunctionResult {
  const network = networkOf(prefix!);
  if (!network.ok) return callError(network.error);
  const { bits, prefix: length } = network.value;
  return ok(string(addressText(maskOf(length, bits), bits)));
}

const tooFar = 'may not extend prefix by more than 32 bits';

function cidrsubnet([prefix, bitsValue, numberValue]: readonly Value[]): FunctionResult {
  const newBits = count(bitsValue!);
  if (!newBits.ok) return callError(newBits.error);
  const subnet = wholeNumber(numberValue!);
  if (!subnet.ok) return callError(subnet.error);
  const network = networkOf(prefix!);
  if (!network.ok) return callError(network.error);
  if (newBits.value > 32) return callError(tooFar);
  const { address, bits, prefix: length } = network.value;
  const longer = length + newBits.value;
  if (subnet.value < 0n) return callError('subnet number must not be negative');
  if (longer > bits)
    return callError(
      `insufficient address space to extend prefix of ${length} by ${newBits.value}`,
    );
  // As observed: a shorter prefix is possible, and the number is not checked then.
  if (newBits.value >= 0 && subnet.value > (1n << BigInt(newBits.value)) - 1n)
    return callError(
      `prefix extension of ${newBits.value} does not accommodate a subnet numbered ${subnet.value}`,
    );
  const moved = address | (subnet.value << BigInt(bits - longer));
  if (moved >> BigInt(bits) !== 0n)
    return callError('panic in function implementation: runtime error: index out of range [-1]');
  return ok(string(networkText({ address: moved, prefix: longer, bits })));
}

const lastAddress = ({ address, prefix, bits }: Network): bigint =>
  address | ((1n << BigInt(bits - prefix)) - 1n);

/** The network with a prefix of that length that comes next; undefined after the last address. */
function nextNetwork(current: Network, prefix: number): Network | undefined {
  const { bits } = current;
  const mask = maskOf(prefix, bits);
  const aligned = { address: lastAddress(current) & mask, prefix, bits };
  const next = (lastAddress(aligned) + 1n) & ((1n << BigInt(bits)) - 1n);
  return next === 0n ? undefined : { address: next & mask, prefix, bits };
}

function extension(value: Value, network: Network): Result<number, string> {
  const newBits = count(value);
  if (!newBits.ok) return newBits;
  if (newBits.value < 1) return failed('must extend prefix by at least one bit');
  if (newBits.value > 32) return failed(tooFar);
  const length = newBits.value + network.prefix;
  if (length <= network.bits) return ok(length);
  const protocol = network.bits === 32 ? 'IPv4' : 'IPv6';
  return failed(
    `would extend prefix to ${length} bits, which is too long for an ${protocol} address`,
  );
}

function cidrsubnets([prefix, ...extensions]: readonly Value[]): FunctionResult {
  const parsed = networkOf(prefix!);
  if (!parsed.ok) return argumentError(0, parsed.error);
  const network = parsed.value;
  const inside = maskOf(network.prefix, network.bits);
  const texts: Value[] = [];
  let current: Network | undefined;
  for (const [index, value] of extensions.entries()) {
    const length = extension(value, network);
    if (!length.ok) return argumentError(index + 1, length.error);
    const refused = (after: string): FunctionResult =>
      argumentError(
        index + 1,
        `not enough remaining address space for a subnet with a prefix of ${length.value} bits after ${after}`,
      );
    if (isMapped(network)) return refused('<nil>');
    // The search starts at the network just before the first one.
    const all = (1n << BigInt(network.bits)) - 1n;
    current ??= {
      address: (network.address - 1n) & all & maskOf(length.value, network.bits),
      prefix: length.value,
      bits: network.bits,
    };
    const next = nextNetwork(current, length.value);
    if (next === undefined || (next.address & inside) !== network.address)
      return refused(networkText(current));
    current = next;
    texts.push(string(networkText(next)));
  }
  return ok(list(stringType, texts));
}

/** Functions over IP networks. */
export const networkFunctions: readonly FunctionSpec[] = [
  {
    name: 'cidrhost',
    parameters: [text('prefix'), numeric('hostnum')],
    returns: stringType,
    call: cidrhost,
  },
  { name: 'cidrnetmask', parameters: [text('prefix')], returns: stringType, call: cidrnetmask },
  {
    name: 'cidrsubnet',
    parameters: [text('prefix'), numeric('newbits'), numeric('netnum')],
    returns: stringType,
    call: cidrsubnet,
  },
  {
    name: 'cidrsubnets',
    parameters: [text('prefix')],
    variadic: numeric('newbits'),
    returns: listOf(stringType),
    call: cidrsubnets,
  },
];
