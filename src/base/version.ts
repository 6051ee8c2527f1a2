import { failed, ok, type Result } from './result.ts';

/** A version such as `v1.2.3-beta.1+build`; missing segments count as zero. */
export interface Version {
  /** As written after the `v`, at least one. */
  readonly segments: readonly bigint[];
  /** Empty for a release. */
  readonly prerelease: string;
  readonly metadata: string;
}

/** Operators of version constraints. */
export type VersionOperator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~>';

/** One condition on versions, such as `~> 1.2`. */
export interface VersionConstraint {
  readonly operator: VersionOperator;
  readonly version: Version;
  /** As written, with the spaces around it. */
  readonly text: string;
}

const versionPattern = String.raw`v?(\d+(?:\.\d+)*?)(?:-(\d+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*)|(?:-?([A-Za-z\-~]+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*)))?(?:\+([0-9A-Za-z\-~]+(?:\.[0-9A-Za-z\-~]+)*))?`;
const version = new RegExp(`^${versionPattern}$`);
const constraint = new RegExp(String.raw`^\s*(=|!=|>=|<=|>|<|~>|)\s*(${versionPattern})\s*$`);

/** Reads a version; undefined if it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = version.exec(text);
  if (match === null) return undefined;
  const [, segments = '', numeric, named, metadata = ''] = match;
  return {
    segments: segments.split('.').map(BigInt),
    prerelease: numeric ?? named ?? '',
    metadata,
  };
}

const operators: ReadonlySet<string> = new Set(['=', '!=', '>', '<', '>=', '<=', '~>']);
const isOperator = (text: string): text is VersionOperator => operators.has(text);

/** Reads a comma-separated list of which all must hold; the error is the malformed part. */
export function parseVersionConstraints(
  text: string,
): Result<readonly VersionConstraint[], string> {
  const constraints: VersionConstraint[] = [];
  for (const part of text.split(',')) {
    const match = constraint.exec(part);
    const parsed = match?.[2] === undefined ? undefined : parseVersion(match[2]);
    if (parsed === undefined) return failed(part);
    const written = match?.[1] ?? '';
    const operator = isOperator(written) ? written : '=';
    constraints.push({ operator, version: parsed, text: part });
  }
  return ok(constraints);
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`; metadata is ignored. */
export function compareVersions(a: Version, b: Version): number {
  return compareSegments(a, b) || comparePrereleases(a.prerelease, b.prerelease);
}

function compareSegments(a: Version, b: Version): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let at = 0; at < length; at++) {
    const left = a.segments[at] ?? 0n;
    const right = b.segments[at] ?? 0n;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareParts(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers before words; a missing part before everything. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const aNumber = /^\d+$/.test(a);
  const bNumber = /^\d+$/.test(b);
  if (aNumber && bNumber) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Pre-releases only match ordering constraints that name one with the same segments. */
function prereleaseAllowed(candidate: Version, wanted: Version): boolean {
  if (candidate.prerelease === '') return true;
  return wanted.prerelease !== '' && compareSegments(candidate, wanted) === 0;
}

function pessimistic(candidate: Version, wanted: Version): boolean {
  if (!prereleaseAllowed(candidate, wanted) || compareVersions(candidate, wanted) < 0) return false;
  const last = wanted.segments.length - 1;
  const fixed = wanted.segments.slice(0, last);
  if (fixed.some((segment, at) => segment !== (candidate.segments[at] ?? 0n))) return false;
  return (wanted.segments[last] ?? 0n) <= (candidate.segments[last] ?? 0n);
}

/** True if the version meets the condition (plugin-protocol 7.7, template-language 5.3). */
export function satisfies(
  candidate: Version,
  { operator, version: wanted }: VersionConstraint,
): boolean {
  const order = compareVersions(candidate, wanted);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '~>':
      return pessimistic(candidate, wanted);
    default:
      if (!prereleaseAllowed(candidate, wanted)) return false;
  }
  switch (operator) {
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
  }
}
