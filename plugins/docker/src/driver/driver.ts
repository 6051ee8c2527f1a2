import type { ByteSink, ByteSource, Ui } from 'tspacker/sdk';
import { type Command, execute, type Outcome } from './command.ts';
import { showLines } from './show-lines.ts';
import { findVersion, isAtLeast } from './version.ts';

/** Where and how the docker command line is called. */
export interface DriverOptions {
  readonly executable: string;
  readonly ui: Ui;
  readonly signal: AbortSignal;
  /** A folder with credentials of our own, instead of the user's. */
  readonly configFolder?: string;
}

/** How a container is made. */
export interface ContainerPlan {
  readonly devices: readonly string[];
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: boolean;
  readonly runtime: string;
  readonly platform: string;
  readonly tmpfs: readonly string[];
  /** Host path → container path. */
  readonly volumes: readonly (readonly [string, string])[];
  /** Everything after the options, the image included. */
  readonly runCommand: readonly string[];
}

/** How an image is built from a Dockerfile. */
export interface BuildPlan {
  readonly idFile: string;
  readonly dockerfile: string;
  readonly folder: string;
  readonly platform: string;
  readonly pull: boolean;
  readonly compress: boolean;
  readonly arguments: readonly (readonly [string, string])[];
}

const each = (option: string, values: readonly string[]) => values.flatMap((v) => [option, v]);
const given = (option: string, value: string) => (value === '' ? [] : [option, value]);
const when = (option: string, wanted: boolean) => (wanted ? [option] : []);

/** The docker command line, one method for each of its commands that we use. */
export class Driver {
  readonly #options: DriverOptions;

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /** The executable, for those who call it themselves. */
  get executable(): string {
    return this.#options.executable;
  }

  async version(): Promise<string> {
    const { stdout, problem } = await this.#run(['-v'], {});
    if (problem !== undefined) throw new Error(problem);
    const version = findVersion(stdout);
    if (version === undefined) throw new Error(`unknown version: ${stdout}`);
    return version;
  }

  async build(plan: BuildPlan): Promise<void> {
    const outcome = await this.#run(
      [
        'build',
        '--iidfile',
        plan.idFile,
        '-f',
        plan.dockerfile,
        ...given('--platform', plan.platform),
        ...when('--pull', plan.pull),
        ...when('--compress', plan.compress),
        ...plan.arguments.flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
        plan.folder,
      ],
      this.#cancellable,
    );
    const { problem, stdout, stderr } = outcome;
    if (problem !== undefined)
      throw new Error(`docker build failed: ${problem}; stdout: ${stdout}; stderr: ${stderr}`);
  }

  /** The command line that starts a container. */
  runArguments(plan: ContainerPlan): readonly string[] {
    return [
      'run',
      ...each('--device', plan.devices),
      ...each('--cap-add', plan.capAdd),
      ...each('--cap-drop', plan.capDrop),
      ...when('--privileged', plan.privileged),
      ...given('--runtime', plan.runtime),
      ...given('--platform', plan.platform),
      ...each('--tmpfs', plan.tmpfs),
      ...plan.volumes.flatMap(([host, container]) => ['-v', `${host}:${container}`]),
      ...plan.runCommand,
    ];
  }

  /** Starts a container; never killed half-way, because then nobody would know its id. */
  async startContainer(args: readonly string[]): Promise<string> {
    const { stdout, stderr, problem } = await this.#run(args, {});
    if (problem !== undefined)
      throw new Error(`Docker exited with a non-zero exit status.\nStderr: ${stderr}`);
    return stdout.trim();
  }

  async stopContainer(id: string): Promise<void> {
    const { problem } = await this.#run(['stop', id], {});
    if (problem !== undefined) throw new Error(problem);
  }

  /** Kills and removes; a container that ended by itself is left where it is. */
  async killContainer(id: string): Promise<void> {
    const { problem } = await this.#run(['kill', id], {});
    if (problem !== undefined) throw new Error(problem);
    await this.#run(['rm', id], {});
  }

  async commit(
    container: string,
    { author, message, changes }: { author: string; message: string; changes: readonly string[] },
  ): Promise<string> {
    const outcome = await this.#run(
      [
        'commit',
        ...given('--author', author),
        ...each('--change', changes),
        ...given('--message', message),
        container,
      ],
      this.#cancellable,
    );
    const { problem, stderr, stdout } = outcome;
    if (problem !== undefined)
      throw new Error(`Error committing container: ${problem}\nStderr: ${stderr}`);
    return stdout.trim();
  }

  async deleteImage(id: string): Promise<void> {
    const { problem, stderr } = await this.#run(['rmi', id], {});
    if (problem !== undefined)
      throw new Error(`Error deleting image: ${problem}\nStderr: ${stderr}`);
  }

  async export(container: string, into: ByteSink): Promise<void> {
    await this.#intoSink(['export', container], into);
  }

  async save(image: string, into: ByteSink): Promise<void> {
    await this.#intoSink(['save', image], into);
  }

  async import(
    content: ByteSource,
    { name, changes, platform }: { name: string; changes: readonly string[]; platform: string },
  ): Promise<string> {
    const { problem, stderr, stdout } = await this.#run(
      ['import', ...each('--change', changes), ...given('--platform', platform), '-', name],
      { stdin: content, ...this.#cancellable },
    );
    if (problem !== undefined)
      throw new Error(`Error importing container: ${problem}\n\nStderr: ${stderr}`);
    return stdout.trim();
  }

  /** What `docker inspect` prints in a format. */
  async inspect(format: string, id: string): Promise<string> {
    const { problem, stderr, stdout } = await this.#run(['inspect', '--format', format, id], {});
    if (problem !== undefined) throw new Error(`Error: ${problem}\n\nStderr: ${stderr}`);
    return stdout.trim();
  }

  sha256(id: string): Promise<string> {
    return this.inspect('{{ .Id }}', id);
  }

  digest(id: string): Promise<string> {
    return this.inspect('{{ ( index .RepoDigests 0 ) }}', id);
  }

  async pull(image: string, platform: string): Promise<void> {
    await this.#showing(['pull', image, ...given('--platform', platform)]);
  }

  async push(name: string, platform: string): Promise<void> {
    await this.#showing([...this.#config, 'push', name, ...given('--platform', platform)]);
  }

  async login(server: string, user: string, password: string): Promise<void> {
    const fromInput = isAtLeast(await this.version(), '17.07.0');
    const secret = fromInput ? ['--password-stdin'] : ['-p', password];
    const args = [
      ...this.#config,
      'login',
      ...given('-u', user),
      ...(password === '' ? [] : secret),
      ...(server === '' ? [] : [server]),
    ];
    await this.#showing(args, fromInput && password !== '' ? { stdin: textSource(password) } : {});
  }

  async logout(server: string): Promise<void> {
    await this.#showing([...this.#config, 'logout', ...(server === '' ? [] : [server])]);
  }

  async tag(image: string, name: string, force: boolean): Promise<void> {
    const old = !isAtLeast(await this.version(), '1.12.0');
    const { problem, stderr } = await this.#run(
      ['tag', ...when('-f', force && old), image, name],
      {},
    );
    if (problem !== undefined)
      throw new Error(`Error tagging image: ${problem}\nStderr: ${stderr}`);
  }

  get #config(): readonly string[] {
    return given('--config', this.#options.configFolder ?? '');
  }

  get #cancellable(): { readonly signal: AbortSignal } {
    return { signal: this.#options.signal };
  }

  #run(args: readonly string[], rest: Partial<Command>): Promise<Outcome> {
    return execute({ ...rest, executable: this.#options.executable, args });
  }

  async #intoSink(args: readonly string[], into: ByteSink): Promise<void> {
    const { problem, stderr } = await this.#run(args, { stdout: into, ...this.#cancellable });
    if (problem !== undefined) throw new Error(`Error exporting: ${problem}\nStderr: ${stderr}`);
  }

  /** Runs a command that talks to the user. */
  async #showing(args: readonly string[], rest: Partial<Command> = {}): Promise<void> {
    const { ui } = this.#options;
    const { code, problem } = await this.#run(args, {
      ...rest,
      stdout: showLines(ui),
      stderr: showLines(ui),
      ...this.#cancellable,
    });
    if (problem === undefined) return;
    throw new Error(code === undefined ? problem : `Bad exit status: ${code}`);
  }
}

async function* textSource(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
