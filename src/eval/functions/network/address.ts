/** A network: addresses of `bits` bits that share the first `prefix` bits. */
export interface Network {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

/** The groups of one half of an IPv6 address; the last may be written as IPv4. */
function parseGroups(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const embedded = last && part.includes('.') ? parseIpv4(part) : undefined;
    if (embedded !== undefined) groups.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0]!);
  const tail = halves.length === 2 ? parseGroups(halves[1]!) : [];
  if (head === undefined || tail === undefined) return undefined;
  // IPv4 notation may only come last.
  if (halves.length === 2 && halves[0]!.includes('.')) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...new Array<bigint>(missing).fill(0n), ...tail];
  return all.reduce((address, group) => (address << 16n) | group, 0n);
}

/** The bits of a mask, as a number. */
export function maskOf(prefix: number, bits: number): bigint {
  return ((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix);
}

/** Reads CIDR notation; host bits are cleared. */
export function parseCidr(text: string): Network | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const [ip, prefixText] = [text.slice(0, slash), text.slice(slash + 1)];
  const bits = ip.includes(':') ? 128 : 32;
  const address = bits === 128 ? parseIpv6(ip) : parseIpv4(ip);
  if (address === undefined || !/^\d{1,8}$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  if (prefix > bits) return undefined;
  return { address: address & maskOf(prefix, bits), prefix, bits };
}

const ipv4Text = (address: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');

/** An IPv6 address that holds an IPv4 address is shown as that. */
const mappedStart = 0xffff_0000_0000n;
const isMapped = (address: bigint) => address >> 32n === mappedStart >> 32n;

function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((address >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  let longest = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (longest.start < 0) return hex.join(':');
  const head = hex.slice(0, longest.start).join(':');
  return `${head}::${hex.slice(longest.start + longest.length).join(':')}`;
}

/** An address as people write it. */
export function addressText(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return ipv4Text(address);
  return isMapped(address) ? ipv4Text(address & 0xffff_ffffn) : ipv6Text(address);
}

/** A network in CIDR notation. */
export function networkText({ address, prefix, bits }: Network): string {
  if (prefix < 0) return '<nil>';
  const shown = bits === 128 && isMapped(address) ? prefix - 96 : prefix;
  return `${addressText(address, bits)}/${shown}`;
}
