import { compareVersions, parseVersion } from '../base/index.ts';
import type { LegacyFilter, LegacyTemplate } from './model.ts';
import { multiError } from './multi-error.ts';

/** What is wrong with the references inside a template (json-templates 5, step 1). */
export function structureProblems(template: LegacyTemplate): string | undefined {
  const problems: string[] = [];
  if (template.builders.size === 0) problems.push('at least one builder must be defined');
  const known = template.builders;
  template.provisioners.forEach(({ filter, override }, index) => {
    const place = `provisioner ${index + 1}`;
    problems.push(...filterProblems(filter, known, place));
    for (const name of override.keys()) {
      if (!known.has(name)) problems.push(`${place}: override '${name}' doesn't exist`);
    }
  });
  template.postProcessors.forEach((chain, index) => {
    chain.forEach(({ filter }, place) => {
      problems.push(...filterProblems(filter, known, `post-processor ${index + 1}.${place + 1}`));
    });
  });
  return problems.length === 0 ? undefined : multiError(problems);
}

function filterProblems(
  { only, except }: LegacyFilter,
  known: ReadonlyMap<string, unknown>,
  place: string,
): readonly string[] {
  const both = only.length > 0 && except.length > 0;
  const missing = (list: readonly string[], word: string): readonly string[] =>
    list
      .filter((name) => !known.has(name))
      .map((name) => `${place}: '${word}' specified builder '${name}' not found`);
  return [
    ...(both ? [`${place}: only one of 'only' or 'except' may be specified`] : []),
    ...missing(only, 'only'),
    ...missing(except, 'except'),
  ];
}

/** Whether this version is new enough for the template (step 2). */
export function versionProblem(template: LegacyTemplate, coreVersion: string): string | undefined {
  if (template.minimumVersion === '') return undefined;
  const minimum = parseVersion(template.minimumVersion);
  if (minimum === undefined) {
    return `min_version is invalid: malformed version: ${template.minimumVersion}`;
  }
  const actual = parseVersion(coreVersion.replace(/-.*$/, ''));
  if (actual === undefined || compareVersions(actual, minimum) >= 0) return undefined;
  return `This template requires Packer version ${printVersion(template.minimumVersion)} or higher; using ${coreVersion}`;
}

/** A version with its `v` gone and at least three segments. */
function printVersion(text: string): string {
  const [, segments = '', rest = ''] = /^v?([\d.]+)(.*)$/.exec(text) ?? [];
  const numbers = segments.split('.');
  while (numbers.length < 3) numbers.push('0');
  return numbers.map((part) => BigInt(part || '0').toString()).join('.') + rest;
}

/** Required variables that nothing was given for (step 3). */
export function requiredProblems(
  template: LegacyTemplate,
  supplied: ReadonlyMap<string, string>,
): string | undefined {
  const problems = [...template.variables.values()]
    .filter(({ name, required }) => required && !supplied.has(name))
    .map(({ name }) => `required variable not set: ${name}`);
  return problems.length === 0 ? undefined : multiError(problems);
}
