import { type ByteSink, discard } from '../../base/index.ts';
import { faultText, isNothingYet, outputOf, shellOf, textOfElement } from './answers.ts';
import {
  createShell,
  deleteShell,
  envelope,
  executeCommand,
  type Message,
  receiveOutput,
  terminateCommand,
} from './envelope.ts';
import { type Answer, ConnectionLost, type HttpWorld, SoapClient } from './http.ts';
import type { WinRmSettings } from './settings.ts';

/** Exit code of a command whose connection broke. */
const brokenExitCode = 16001;

/** Where the output of a command goes. */
export interface OutputSinks {
  readonly stdout?: ByteSink;
  readonly stderr?: ByteSink;
}

/** Talks to one machine in messages. */
export class WinRmClient {
  readonly #settings: WinRmSettings;
  readonly #world: HttpWorld;
  readonly #http: SoapClient;

  constructor(settings: WinRmSettings, world: HttpWorld) {
    this.#settings = settings;
    this.#world = world;
    this.#http = new SoapClient(settings, world);
  }

  /** Opens a shell. */
  async open(signal: AbortSignal): Promise<WinRmShell> {
    const answer = await this.ask(createShell, signal);
    const id = shellOf(answer.body);
    if (id === undefined) throw new Error('the server did not say which shell it made');
    return new WinRmShell(this, id);
  }

  /** Sends a message; rejects when the server refuses. */
  async ask(message: Message, signal: AbortSignal): Promise<Answer> {
    const answer = await this.try(message, signal);
    if (answer.status !== 200) throw new Error(faultText(answer.status, answer.body));
    return answer;
  }

  /** Sends a message; whatever the server says is an answer. */
  try(message: Message, signal: AbortSignal): Promise<Answer> {
    const addressing = {
      url: this.#http.url,
      id: this.#world.random.uuid(),
      timeout: this.#settings.operationTimeout,
    };
    return this.#http.post(envelope(message, addressing), signal);
  }

  close(): void {
    this.#http.close();
  }
}

/** A shell on the machine: commands run in it one after the other. */
export class WinRmShell {
  readonly #client: WinRmClient;
  readonly #id: string;

  constructor(client: WinRmClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** Starts a command and resolves with its identity. */
  async start(command: string, signal: AbortSignal): Promise<string> {
    const answer = await this.#client.ask(executeCommand(this.#id, command), signal);
    const id = textOfElement(answer.body, 'CommandId');
    if (id === undefined) throw new Error('the server did not say which command it started');
    return id;
  }

  /** Hands over what a command prints, until it ended; resolves with its exit code. */
  async follow(command: string, sinks: OutputSinks, signal: AbortSignal): Promise<number> {
    const { stdout = discard, stderr = discard } = sinks;
    const targets = { stdout, stderr };
    for (;;) {
      let answer: Answer;
      try {
        answer = await this.#client.try(receiveOutput(this.#id, command), signal);
      } catch (error) {
        if (error instanceof ConnectionLost && !signal.aborted) return brokenExitCode;
        throw error;
      }
      if (answer.status !== 200) {
        if (isNothingYet(answer.body)) continue;
        throw new Error(faultText(answer.status, answer.body));
      }
      const { pieces, exitCode } = outputOf(answer.body);
      for (const { stream, content } of pieces) await targets[stream].write(content);
      if (exitCode === undefined) continue;
      await this.#client.ask(terminateCommand(this.#id, command), signal).catch(() => {});
      return exitCode;
    }
  }

  /** Runs a command to its end. */
  async run(command: string, sinks: OutputSinks, signal: AbortSignal): Promise<number> {
    return this.follow(await this.start(command, signal), sinks, signal);
  }

  /** Gives the shell back; a machine that is gone has taken it along. */
  async close(): Promise<void> {
    const { signal } = new AbortController();
    await this.#client.ask(deleteShell(this.#id), signal).catch(() => {});
  }
}
