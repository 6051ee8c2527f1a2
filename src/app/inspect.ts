import { compareText } from '../base/index.ts';
import { speakingUi } from '../events/index.ts';
import { type ResolvedBuild, type ResolvedTemplate, resolveTemplate } from '../resolve/index.ts';
import { reporter } from '../source/index.ts';
import { displayText, quote, unmarkDeep, type Value } from '../values/index.ts';
import type { Host } from './host.ts';
import { type DeclaredHcl, declare, type TemplateRequest } from './resolved.ts';
import { untilCancelled } from './until-cancelled.ts';

/** Everything the command line can say about an inspection. */
export interface InspectRequest {
  readonly template: TemplateRequest;
  /** `-use-sequential-evaluation`. */
  readonly sequential: boolean;
}

/**
 * Shows what a template is made of (template-language 7.3). Installed plugins are not looked for, and
 * what is wrong with values or builds is not shown. False only if the template cannot be read, or when
 * the person interrupts.
 */
export async function inspect(request: InspectRequest, host: Host): Promise<boolean> {
  return (await untilCancelled(host, (heard) => show(request, heard))) ?? false;
}

async function show(request: InspectRequest, host: Host): Promise<boolean> {
  const declared = await declare(request.template, host);
  if (declared === undefined) return false;
  if (declared.language === 'json') {
    const { inspectLegacy } = await import('./legacy-template.ts');
    await inspectLegacy(declared, host);
    return true;
  }
  const template = await resolveLeniently(declared, request.sequential, host);
  const say = (text: string) => host.listener.emit({ kind: 'said', level: 'say', text });
  await say('Packer Inspect: HCL2 mode\n');
  await say(valuesText(template));
  await say(buildsText(template.builds));
  return true;
}

/** Evaluates a template without a word about what is wrong in it, and keeps its secrets. */
export async function resolveLeniently(
  { template, inputs }: DeclaredHcl,
  sequential: boolean,
  host: Host,
): Promise<ResolvedTemplate> {
  const resolved = await resolveTemplate(
    template,
    inputs,
    { skipDatasources: false, sequential },
    {
      platform: host.platform,
      components: host.registry,
      reporter: reporter(),
      ui: speakingUi(host.listener, { build: '' }),
      signal: host.signal,
      coreVersion: host.coreVersion,
    },
  );
  host.secrets.add(...resolved.secrets);
  return resolved;
}

/** The two lists of values, as `inspect` and the console's `variables` show them. */
export function valuesText({ variables, locals }: ResolvedTemplate): string {
  return (
    `> input-variables:\n\n${valueLines('var', variables)}\n` +
    `> local-variables:\n\n${valueLines('local', locals)}`
  );
}

function valueLines(
  prefix: string,
  named: readonly { readonly name: string; readonly value: Value }[],
): string {
  return [...named]
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ name, value }) => {
      const text = displayText(unmarkDeep(value).value);
      return `${prefix}.${name}: ${quote(text)}\n`;
    })
    .join('');
}

function buildsText(builds: readonly ResolvedBuild[]): string {
  return `> builds:\n${builds.map((build, index) => `\n${buildText(build, index)}`).join('')}`;
}

const named = ({ type, name }: { readonly type: string; readonly name: string }): string =>
  name === '' ? type : `${type}.${name}`;

function buildText(build: ResolvedBuild, index: number): string {
  const { description, sourceNames, provisioners, postProcessors } = build;
  const name = build.name === '' ? `<unnamed build ${index}>` : build.name;
  const sources = sourceNames.length === 0 ? ['<no source>'] : sourceNames;
  const steps = provisioners.length === 0 ? ['<no provisioner>'] : provisioners.map(named);
  const chains = postProcessors.map((chain, at) =>
    [`      ${at}:\n`, ...chain.map((use) => `        ${named(use)}\n`)].join(''),
  );
  return [
    `  > ${name}:\n`,
    description === '' ? '' : `\n  > Description: ${description}\n`,
    '\n    sources:\n',
    ...sources.map((source) => `\n      ${source}\n`),
    '\n    provisioners:\n\n',
    ...steps.map((step) => `      ${step}\n`),
    '\n    post-processors:\n',
    ...(chains.length === 0 ? ['      <no post-processor>\n'] : chains).map((text) => `\n${text}`),
  ].join('');
}
