import type { Progress, Ui } from '../../../components/index.ts';
import { ProtocolError } from '../../protocol.ts';
import type { JsonObject } from '../../json.ts';
import type { Peer } from '../peer.ts';

/**
 * The ui of the other end. Once the connection is over nobody listens: then words are lost, instead
 * of getting in the way of a clean-up that has something to say.
 */
class RemoteUi implements Ui {
  readonly #peer: Peer;
  readonly #number: number;

  constructor(peer: Peer, number: number) {
    this.#peer = peer;
    this.#number = number;
  }

  async say(message: string): Promise<void> {
    await this.#tell('ui/say', { ui: this.#number, message });
  }

  async error(message: string): Promise<void> {
    await this.#tell('ui/error', { ui: this.#number, message });
  }

  async machine(category: string, args: readonly string[]): Promise<void> {
    await this.#tell('ui/machine', { ui: this.#number, category, args });
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

  async #tell(method: string, params: JsonObject): Promise<void> {
    try {
      await this.#peer.request(method, params);
    } catch (error) {
      if (this.#peer.failure === undefined) throw error;
    }
  }
}

/** The ui behind a number: our own again, or the one of the other end. */
export function remoteUi(peer: Peer, number: number): Ui {
  return peer.uis.resolve(number, () => new RemoteUi(peer, number));
}
