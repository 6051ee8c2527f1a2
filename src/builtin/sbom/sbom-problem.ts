import { messageOf } from '../../sdk/index.ts';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a text is no SBOM in SPDX or CycloneDX JSON; undefined if it is one. */
export function sbomProblem(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `the file is no JSON: ${messageOf(error)}`;
  }
  if (!isRecord(value)) return 'the file holds no JSON object';
  const { spdxVersion, bomFormat, specVersion } = value;
  if (typeof spdxVersion === 'string' && spdxVersion !== '') return undefined;
  const isCycloneDx =
    typeof bomFormat === 'string' &&
    bomFormat.toLowerCase() === 'cyclonedx' &&
    Boolean(specVersion);
  return isCycloneDx ? undefined : 'the file is neither SPDX nor CycloneDX JSON';
}
