import type { Loose } from '../../builtin/support/harness.ts';
import {
  dataMap,
  errorOf,
  fakeUi,
  never,
  type Place,
  prepared,
} from '../../builtin/support/harness.ts';
import type { Sshd } from './sshd.ts';

type Options = { readonly [name: string]: Loose };

/** A provisioner of a build: its name and its options. */
export type Provisioner = readonly [name: string, options: Options];

/** What came out of a build. */
export interface Built {
  readonly lines: readonly string[];
  readonly failure: string | undefined;
}

export interface BuildRequest {
  readonly place: Place;
  readonly sshd: Sshd;
  /** Options of the source, beside host, port, user and key. */
  readonly source?: Options;
  readonly provisioners: readonly Provisioner[];
  readonly signal?: AbortSignal;
  /** Called with each line the build shows. */
  readonly onLine?: (line: string) => void;
}

/** Runs a whole build of the `null` builder over SSH, the provisioners in order. */
export async function build(request: BuildRequest): Promise<Built> {
  const { place, sshd, provisioners, signal = never } = request;
  const source = {
    ssh_host: '127.0.0.1',
    ssh_port: sshd.port,
    ssh_username: sshd.user,
    ssh_private_key_file: sshd.key,
    ...request.source,
  };
  const builder = await prepared(place.host, 'builder', 'null', source);
  if (builder.prepared.error !== undefined) return { lines: [], failure: builder.prepared.error };
  const ui = fakeUi();
  const shown = (line: string): void => {
    ui.lines.push(line);
    request.onLine?.(line);
  };
  const context = {
    signal,
    ui: {
      ...ui,
      say: async (text: string) => shown(`say: ${text}`),
      error: async (text: string) => shown(`error: ${text}`),
    },
  };
  const run = builder.component.run(context, async (name, hookContext, communicator) => {
    if (name !== 'packer_provision' || communicator === undefined) return;
    for (const [kind, options] of provisioners) {
      const { component, prepared: answer } = await prepared(
        place.host,
        'provisioner',
        kind,
        options,
      );
      if (answer.error !== undefined) throw new Error(answer.error);
      await component.provision(hookContext, communicator, dataMap({}));
    }
  });
  const failure = await errorOf(run);
  return { lines: ui.lines.filter(isOfTheBuild), failure };
}

/** Names of temporary scripts change from run to run. */
function isOfTheBuild(line: string): boolean {
  return !line.startsWith('say: Provisioning with shell script:');
}
