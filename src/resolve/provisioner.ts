import { type Duration, parseDuration } from '../base/index.ts';
import type { DataMap } from '../components/index.ts';
import { Arguments, type ExpandedBlock } from '../schema/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../source/index.ts';
import type { BodySchema } from '../syntax/index.ts';
import { asEntries, isKnown, isNull, quote, type Value } from '../values/index.ts';
import { deferredBody } from './deferred-body.ts';
import type { ProvisionerUse } from './model.ts';
import { overrideData } from './override-data.ts';
import { placeOf } from './place.ts';
import { checkFilter, readFilter } from './source-filter.ts';
import type { BuildSurroundings } from './surroundings.ts';

const schema: BodySchema = {
  attributes: [
    'name',
    'pause_before',
    'max_retries',
    'timeout',
    'only',
    'except',
    'override',
    'continue_on_error',
  ].map((name) => ({ name, required: false })),
  blocks: [],
};

/** A `provisioner` or `error-cleanup-provisioner` block (template-language 5.7). */
export function readProvisioner(
  block: ExpandedBlock,
  { universe, scope }: BuildSurroundings,
): Diagnosed<ProvisionerUse | undefined> {
  const { value: content, diagnostics: found } = block.body.partialContent(schema);
  const diagnostics = [...found];
  const given = new Arguments(content, scope, diagnostics);
  const name = given.text('name');
  const pause = given.text('pause_before');
  const maxRetries = given.wholeNumber('max_retries');
  const limit = given.text('timeout');
  const filter = readFilter(given);
  const override = given.value('override');
  const continueOnError = given.flag('continue_on_error') ?? false;
  if (!hasErrors(diagnostics)) diagnostics.push(...checkFilter(filter));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const subject = block.defRange;
  const overrides = readOverrides(override, subject);
  if ('severity' in overrides)
    return { value: undefined, diagnostics: [...diagnostics, overrides] };
  const pauseBefore = readDuration('pause_before', pause, subject);
  if (typeof pauseBefore !== 'bigint')
    return { value: undefined, diagnostics: [...diagnostics, pauseBefore] };
  const timeout = readDuration('timeout', limit, subject);
  if (typeof timeout !== 'bigint')
    return { value: undefined, diagnostics: [...diagnostics, timeout] };
  const use: ProvisionerUse = {
    type: block.labels[0] ?? '',
    name,
    filter,
    pauseBefore,
    timeout,
    maxRetries,
    continueOnError,
    overrides,
    place: placeOf(block),
    body: deferredBody(content.remain, universe),
  };
  return { value: use, diagnostics };
}

function readDuration(argument: string, text: string, subject: Range): Duration | Diagnostic {
  if (text === '') return 0n;
  const duration = parseDuration(text, quote);
  if (duration.ok) return duration.value;
  return {
    severity: 'error',
    code: 'invalid-duration',
    summary: `Failed to parse ${argument} duration`,
    detail: duration.error,
    subject,
  };
}

function readOverrides(override: Value, subject: Range): ReadonlyMap<string, DataMap> | Diagnostic {
  const overrides = new Map<string, DataMap>();
  if (isNull(override)) return overrides;
  if (!isObject(override)) return notAnObject("provisioner's override block", subject);
  for (const [source, each] of asEntries(override)) {
    if (!isObject(each)) return notAnObject(`provisioner's override.'${source}' block`, subject);
    overrides.set(source, overrideData(each));
  }
  return overrides;
}

const isObject = (value: Value): boolean =>
  value.type.kind === 'object' && isKnown(value) && !isNull(value);

function notAnObject(what: string, subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'override-not-an-object',
    summary: `${what} must be an HCL object`,
    detail: '',
    subject,
  };
}
