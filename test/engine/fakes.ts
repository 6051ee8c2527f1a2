import { type Deferred, deferred } from '../../src/base/index.ts';
import type {
  Artifact,
  Builder,
  Communicator,
  ComponentSchema,
  Prepared,
  PostProcessed,
  PostProcessor,
  Provisioner,
} from '../../src/components/index.ts';
import type { Event, Listener } from '../../src/events/index.ts';
import type { Pace } from '../../src/engine/index.ts';
import type {
  PreparedBuild,
  PreparedPostProcessor,
  PreparedProvisioner,
} from '../../src/prepare/index.ts';

const schema = async (): Promise<ComponentSchema> => ({ kind: 'object', fields: new Map() });
const prepare = async (): Promise<Prepared> => ({ warnings: [], generatedVariables: [] });

/** A communicator nobody uses. */
export const communicator: Communicator = {
  start: () => Promise.reject(new Error('not used')),
  upload: () => Promise.reject(new Error('not used')),
  uploadDir: () => Promise.reject(new Error('not used')),
  download: () => Promise.reject(new Error('not used')),
  downloadDir: () => Promise.reject(new Error('not used')),
};

/** Keeps the story as short lines. */
export function recorder(answer: string | Error = new Error('no available tty')) {
  const story: string[] = [];
  const line = (event: Event): string => {
    const { kind, ...rest } = event;
    if (kind === 'component-spoke') {
      const { speaker, level, text } = event;
      return `${speaker.postProcessor ?? speaker.build} ${level} ${text}`;
    }
    const words = Object.entries(rest)
      .filter(([name]) => name !== 'milliseconds')
      .map(([, value]) => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
    return [kind, ...words].join(' ');
  };
  const listener: Listener = {
    emit: async (event) => void story.push(line(event)),
    ask: async (_, query) => {
      story.push(`ask ${query}`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    track: async () => ({ add: () => {}, close: () => {} }),
  };
  return { story, listener };
}

/** A clock that stands still until `pass` is called; sleeps say when they begin. */
export function handClock() {
  const sleeps: { readonly milliseconds: number; readonly end: Deferred<void> }[] = [];
  let begun = deferred<void>();
  const pace: Pace = {
    monotonic: () => 0,
    sleep: (milliseconds, signal) => {
      const end = deferred<void>();
      sleeps.push({ milliseconds, end });
      signal?.addEventListener('abort', () => end.reject(signal.reason));
      begun.resolve();
      begun = deferred();
      return end.promise;
    },
  };
  return {
    pace,
    sleeps,
    /** Resolves when the next sleep begins. */
    nextSleep: () => begun.promise,
  };
}

export function artifact(name: string, story?: string[]): Artifact {
  return {
    builderId: async () => `id.${name}`,
    files: async () => [`${name}.txt`],
    id: async () => name,
    text: async () => `made ${name}`,
    state: async () => undefined,
    destroy: async () => void story?.push(`destroyed ${name}`),
  };
}

export function builder(run: Builder['run']): Builder {
  return { schema, prepare, run };
}

export function provisioner(
  provision: Provisioner['provision'],
  settings: Partial<PreparedProvisioner> = {},
): PreparedProvisioner {
  return {
    type: 'fake',
    component: { schema, prepare, provision },
    pauseBefore: 0n,
    timeout: 0n,
    maxRetries: 0,
    continueOnError: false,
    refresh: async () => {},
    ...settings,
  };
}

export function postProcessor(
  type: string,
  process: (input: Artifact) => Promise<PostProcessed>,
  keepInputArtifact?: boolean,
): PreparedPostProcessor {
  const component: PostProcessor = { schema, prepare, process: (_, input) => process(input) };
  return { type, name: '', component, keepInputArtifact, refresh: async () => {} };
}

export function build(parts: Partial<PreparedBuild> = {}): PreparedBuild {
  return {
    name: 'b',
    builderType: 'fake',
    builder: builder(async ({ signal, ui }, hook) => {
      await hook('packer_provision', { signal, ui }, communicator, new Map());
      return artifact('original');
    }),
    provisioners: [],
    errorCleanupProvisioner: undefined,
    postProcessors: [],
    ...parts,
  };
}
