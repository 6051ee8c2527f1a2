import type { Communicator, DataMap, ProvisionHook, RunContext } from '../components/index.ts';
import type { Listener } from '../events/index.ts';
import type { PreparedBuild, PreparedProvisioner } from '../prepare/index.ts';
import type { Pace } from './pace.ts';
import type { ProvisionStep, Tell } from './steps/provision-step.ts';
import { withContinueOnError } from './steps/with-continue-on-error.ts';
import { withDebugPause } from './steps/with-debug-pause.ts';
import { withPause } from './steps/with-pause.ts';
import { withRetries } from './steps/with-retries.ts';
import { withTimeout } from './steps/with-timeout.ts';

/** What provisioners of one build run with. */
export interface ProvisionParts {
  readonly build: PreparedBuild;
  readonly listener: Listener;
  readonly pace: Pace;
  readonly debug: boolean;
}

const noCommunicator = `No communicator found for provisioners! This is usually because the
\`communicator\` config was set to "none". If you have any provisioners
then a communicator is required. Please fix this to continue.`;

/** The wrappers around a provisioner, inside first (components 1.5). */
function wrapped(provisioner: PreparedProvisioner, parts: ProvisionParts): ProvisionStep {
  const tell: Tell = (note) => parts.listener.emit({ ...note, build: parts.build.name });
  const timing = { tell, pace: parts.pace };
  let step: ProvisionStep = async (context, communicator, data) => {
    await provisioner.refresh(data);
    await provisioner.component.provision(context, communicator, data);
  };
  if (provisioner.timeout !== 0n) step = withTimeout(step, provisioner.timeout, timing);
  if (provisioner.pauseBefore !== 0n) step = withPause(step, provisioner.pauseBefore, timing);
  if (provisioner.maxRetries !== 0) step = withRetries(step, provisioner.maxRetries, tell);
  if (provisioner.continueOnError) step = withContinueOnError(step, tell);
  return step;
}

/** Makes the hook that a builder calls when its machine can be reached (components 1.4). */
export function provisionHook(parts: ProvisionParts): ProvisionHook {
  const { build, debug } = parts;
  const provisioners = build.provisioners.map((provisioner) => {
    const step = wrapped(provisioner, parts);
    return debug ? withDebugPause(step) : step;
  });
  const cleanup = build.errorCleanupProvisioner;
  const steps = new Map<string, readonly ProvisionStep[]>([
    ['packer_provision', provisioners],
    ['packer_cleanup_provision', cleanup === undefined ? [] : [wrapped(cleanup, parts)]],
  ]);
  return async (
    name: string,
    context: RunContext,
    communicator: Communicator | undefined,
    data: DataMap,
  ) => {
    const toRun = steps.get(name) ?? [];
    if (toRun.length === 0) return;
    context.signal.throwIfAborted();
    if (communicator === undefined) throw new Error(noCommunicator);
    for (const step of toRun) {
      // Each provisioner gets a copy: what one adds is not for the next.
      await step(context, communicator, new Map(data));
    }
  };
}
