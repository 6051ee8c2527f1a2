import { prepareBuilds, type Selection } from '../prepare/index.ts';
import type { Host } from './host.ts';
import { beginPhase } from './phase.ts';
import { declare, type EvaluationRequest, evaluate, type TemplateRequest } from './resolved.ts';
import { untilCancelled } from './until-cancelled.ts';

/** Everything the command line can say about a validation. */
export interface ValidateRequest {
  readonly template: TemplateRequest;
  readonly evaluation: EvaluationRequest;
  readonly selection: Selection;
  readonly syntaxOnly: boolean;
}

/**
 * Checks a template as far as that is possible without running it (cli 5.2). True if it is valid; false
 * also when the person interrupts.
 */
export async function validate(request: ValidateRequest, host: Host): Promise<boolean> {
  return (await untilCancelled(host, (heard) => check(request, heard))) ?? false;
}

async function check(request: ValidateRequest, host: Host): Promise<boolean> {
  const say = (text: string) => host.listener.emit({ kind: 'said', level: 'say', text });
  const declared = await declare(request.template, host);
  if (declared === undefined) return false;
  if (request.syntaxOnly) {
    await say('Syntax-only check passed. Everything looks okay.');
    return true;
  }
  const template = await evaluate(declared, request.evaluation, host);
  if (template === undefined) return false;
  const preparation = beginPhase(host);
  await prepareBuilds(
    {
      template,
      selection: request.selection,
      policy: { debug: false, force: false, onError: '' },
    },
    { ...host, components: host.registry, reporter: preparation.reporter },
  );
  if (!(await preparation.end())) return false;
  await say('The configuration is valid.');
  return true;
}
