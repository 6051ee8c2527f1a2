import { formatDuration } from '../../base/index.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type {
  LegacyFilter,
  LegacyPostProcessor,
  LegacyProvisioner,
  LegacyTemplate,
} from '../model.ts';
import { attribute, block, componentBody } from './hcl-text.ts';
import { rewriteCalls } from './rewrite-calls.ts';
import type { UpgradedSource } from './source-blocks.ts';
import type { UpgradeState } from './state.ts';

/** The `build` block, without the line before it. Empty if there are no builders. */
export function buildBlock(
  template: LegacyTemplate,
  sources: readonly UpgradedSource[],
  state: UpgradeState,
): string {
  if (sources.length === 0) return '';
  const names = sources.map(({ type, label }) => `source.${type}.${label}`);
  const { description, provisioners, cleanupProvisioner, postProcessors } = template;
  const body = [
    description === '' ? '' : `${attribute('description', description)}\n`,
    `${attribute('sources', names)}\n`,
    ...provisioners.map((use) => provisionerBlock('provisioner', use, state)),
    cleanupProvisioner === undefined
      ? ''
      : provisionerBlock('error-cleanup-provisioner', cleanupProvisioner, state),
    ...postProcessors.map((chain) => chainBlock(chain, state)),
  ].join('');
  return `build {\n${body}}\n`;
}

type Members = readonly (readonly [string, JsonValue])[];

function filterMembers({ only, except }: LegacyFilter): Members {
  return [
    ...(except.length > 0 ? [['except', except] as const] : []),
    ...(only.length > 0 ? [['only', only] as const] : []),
  ];
}

/** Where a setting and a list of texts share a name, the list counts. */
function withMembers(config: JsonObject, members: Members): JsonObject {
  return new Map([...config, ...members]);
}

function provisionerBlock(
  kind: string,
  provisioner: LegacyProvisioner,
  state: UpgradeState,
): string {
  const { type, filter, maxRetries, timeout, pauseBefore, config } = provisioner;
  const body = componentBody(
    withMembers(config, [
      ...filterMembers(filter),
      ...(maxRetries === '' ? [] : [['max_retries', maxRetries] as const]),
      ...(timeout > 0n ? [['timeout', formatDuration(timeout)] as const] : []),
      ...(pauseBefore > 0n ? [['pause_before', formatDuration(pauseBefore)] as const] : []),
    ]),
  );
  return rewriteCalls(`${block(kind, [type], body)}\n`, state);
}

function chainBlock(chain: readonly LegacyPostProcessor[], state: UpgradeState): string {
  const blocks = chain.map(postProcessorBlock).join('');
  if (chain.length === 0) return '';
  return rewriteCalls(chain.length === 1 ? blocks : block('post-processors', [], blocks), state);
}

function postProcessorBlock(processor: LegacyPostProcessor): string {
  const { type, name, filter, keepInputArtifact, config } = processor;
  const keep =
    keepInputArtifact === undefined ? '' : attribute('keep_input_artifact', keepInputArtifact);
  const body = componentBody(
    withMembers(config, [
      ...filterMembers(filter),
      ...(name === type ? [] : [['name', name] as const]),
    ]),
  );
  return block('post-processor', [type], keep + body);
}
