import type { Progress, Ui } from '../../../components/index.ts';
import { ProtocolError } from '../../protocol.ts';
import type { Peer } from '../peer.ts';

/** The ui of the other end. */
class RemoteUi implements Ui {
  readonly #peer: Peer;
  readonly #number: number;

  constructor(peer: Peer, number: number) {
    this.#peer = peer;
    this.#number = number;
  }

  async say(message: string): Promise<void> {
    await this.#peer.request('ui/say', { ui: this.#number, message });
  }

  async error(message: string): Promise<void> {
    await this.#peer.request('ui/error', { ui: this.#number, message });
  }

  async machine(category: string, args: readonly string[]): Promise<void> {
    await this.#peer.request('ui/machine', { ui: this.#number, category, args });
  }

  async ask(query: string): Promise<string> {
    const answer = await this.#peer.request('ui/ask', { ui: this.#number, query });
    if (typeof answer !== 'string') throw new ProtocolError('ui/ask: a string was expected');
    return answer;
  }

  async trackProgress(source: string, current: number, total: number): Promise<Progress> {
    const params = { ui: this.#number, source, current, total };
    const answer = await this.#peer.ask('ui/track-progress', params);
    const progress = answer.integer('progress');
    return {
      add: (bytes) => this.#peer.notify('progress/add', { progress, bytes }),
      close: () => this.#peer.notify('progress/close', { progress }),
    };
  }
}

/** The ui behind a number: our own again, or the one of the other end. */
export function remoteUi(peer: Peer, number: number): Ui {
  return peer.uis.resolve(number, () => new RemoteUi(peer, number));
}
