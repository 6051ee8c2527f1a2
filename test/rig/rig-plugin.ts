// A plugin that a test bundles, starts and remote-controls with the variable RIG: `MODE` or `MODE=ARGUMENT`.
import { closeSync, writeSync } from 'node:fs';
import { bytesOf, scriptedCommunicator } from './scripted-communicator.ts';
import { scriptedArtifact, scriptedComponents, type Script } from './scripted-components.ts';
import { object, string } from '../../src/values/index.ts';
import {
  cookie,
  formatDescription,
  handshakeLine,
  isStart,
  loadJsonRpc,
  startedByHand,
} from '../../src/wire/index.ts';

const mode = process.env.RIG ?? '';
const say = (text: string) => void writeSync(2, `${text}\n`);
const forever = () => new Promise<never>(() => setInterval(() => {}, 1_000));

/** Blocks the whole process; only a kill ends it. */
function hangHard(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function dieOfSignal(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return forever();
}

function act(where: string): Promise<void> {
  if (mode === `die-in=${where}`) {
    say('about to die');
    process.exit(3);
  }
  if (mode === `kill-in=${where}`) return dieOfSignal();
  if (mode === `hang-in=${where}`) return forever();
  if (mode === `block-in=${where}`) hangHard();
  if (mode === `garbage-in=${where}`) writeSync(1, 'debug: I am here\n');
  if (mode === `close-in=${where}`) {
    closeSync(1);
    // Nothing more is answered: a write to the closed stream would end the process.
    hangHard();
  }
  return Promise.resolve();
}

function artifact() {
  const made = scriptedArtifact('box');
  return {
    ...made,
    async text() {
      await act('text');
      return made.text();
    },
    async destroy() {
      await act('destroy');
    },
  };
}

const script: Script = {
  async build(context, hook) {
    await act('run');
    await context.ui.say(`building in ${process.pid}`);
    const machine = scriptedCommunicator();
    await hook('packer_provision', context, machine.communicator, new Map());
    for (const line of machine.log) await context.ui.say(line);
    return process.env.RIG_ARTIFACT ? artifact() : undefined;
  },
  async process(_context, input) {
    await act('process');
    return { artifact: input, keepInput: 'always' };
  },
  async read() {
    await act('read');
    return object([['name', string('read')]]);
  },
  async provision(context, communicator) {
    await act('provision');
    const total = Number(process.env.RIG_BYTES ?? 0);
    if (total === 0) {
      await communicator.upload('/x', bytesOf('hello'), { signal: context.signal });
      return;
    }
    const chunk = new Uint8Array(65_536);
    async function* content() {
      for (let sent = 0; sent < total; sent += chunk.length) yield chunk;
    }
    const before = process.memoryUsage.rss();
    await communicator.upload('/big', content(), { signal: context.signal });
    await context.ui.say(`grew ${process.memoryUsage.rss() - before}`);
  },
};

function components() {
  const lookup = scriptedComponents({ ...script, prepared: () => act('prepare') });
  const find: typeof lookup.find = async (kind, name) => {
    await act('open');
    const component = await lookup.find(kind, name);
    if (component === undefined) return undefined;
    return {
      ...component,
      async schema() {
        await act('schema');
        return component.schema();
      },
    };
  };
  return { ...lookup, find };
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args[0] === 'describe') {
    if (mode === 'describe-fails') {
      say('no description today');
      process.exit(2);
    }
    if (mode === 'describe-hangs') await forever();
    const lookup = components();
    const names = await lookup.names('builder');
    const description = formatDescription({
      version: '1.0.0',
      sdkVersion: '0.1.0',
      apiVersion: 'x5.0',
      wire: 'jsonrpc',
      components: {
        builder: names,
        provisioner: names,
        'post-processor': names,
        datasource: names,
      },
    });
    process.stdout.write(mode === 'describe-garbage' ? 'Hello!\n' : `${description}\n`);
    return;
  }
  if (!isStart(args) || process.env[cookie.name] !== cookie.value) {
    say(startedByHand('rig'));
    process.exit(1);
  }
  if (mode === 'greet-never') await forever();
  if (mode === 'greet-dies') {
    say('cannot greet');
    process.exit(4);
  }
  if (mode === 'greet-closes') {
    process.stdout.end();
    await forever();
  }
  process.stdout.write(`${mode.startsWith('greet=') ? mode.slice(6) : handshakeLine}\n`);
  const protocol = await loadJsonRpc();
  const sink = {
    write: (chunk: Uint8Array) =>
      new Promise<void>((resolve, reject) =>
        process.stdout.write(chunk, (error) => (error ? reject(error) : resolve())),
      ),
    close: async () => {},
  };
  await protocol.serve({ source: process.stdin, sink }, components());
  if (mode === 'stop-never') hangHard();
  process.exit(0);
}

void main();
