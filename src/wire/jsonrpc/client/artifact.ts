import type { Artifact, Data } from '../../../components/index.ts';
import { ProtocolError } from '../../protocol.ts';
import { dataFromJson } from '../convert/data.ts';
import type { Peer } from '../peer.ts';

/** An artifact of the other end. */
class RemoteArtifact implements Artifact {
  readonly #peer: Peer;
  readonly #number: number;

  constructor(peer: Peer, number: number) {
    this.#peer = peer;
    this.#number = number;
  }

  builderId(): Promise<string> {
    return this.#text('artifact/builder-id');
  }

  async files(): Promise<readonly string[]> {
    const answer = await this.#peer.request('artifact/files', { artifact: this.#number });
    const names = Array.isArray(answer) ? answer : [];
    return names.map((name) => {
      if (typeof name !== 'string') throw new ProtocolError('artifact/files: a list of strings');
      return name;
    });
  }

  id(): Promise<string> {
    return this.#text('artifact/id');
  }

  text(): Promise<string> {
    return this.#text('artifact/text');
  }

  async state(name: string): Promise<Data | undefined> {
    const answer = await this.#peer.ask('artifact/state', { artifact: this.#number, name });
    const found = answer.optional('found');
    return found === undefined ? undefined : dataFromJson(found, answer.place('found'));
  }

  async destroy(): Promise<void> {
    await this.#peer.request('artifact/destroy', { artifact: this.#number });
  }

  async #text(method: string): Promise<string> {
    const answer = await this.#peer.request(method, { artifact: this.#number });
    if (typeof answer !== 'string') throw new ProtocolError(`${method}: a string was expected`);
    return answer;
  }
}

/** The artifact behind a number: our own again, or one of the other end. */
export function remoteArtifact(peer: Peer, number: number): Artifact {
  return peer.artifacts.resolve(number, () => new RemoteArtifact(peer, number));
}

/** Like `remoteArtifact`, where there may be none. */
export function optionalArtifact(peer: Peer, number: number | undefined): Artifact | undefined {
  return number === undefined ? undefined : remoteArtifact(peer, number);
}
