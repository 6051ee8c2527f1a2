import { dataToJson } from '../convert/data.ts';
import type { Fields } from '../../json.ts';
import type { Peer } from '../peer.ts';

/** Answers for the artifacts we handed out. */
export function serveArtifacts(peer: Peer): void {
  const artifact = (params: Fields) => peer.artifacts.get(params.integer('artifact'));
  peer.onRequest('artifact/builder-id', (params) => artifact(params).builderId());
  peer.onRequest('artifact/files', (params) => artifact(params).files());
  peer.onRequest('artifact/id', (params) => artifact(params).id());
  peer.onRequest('artifact/text', (params) => artifact(params).text());
  peer.onRequest('artifact/state', async (params) => {
    const data = await artifact(params).state(params.string('name'));
    return data === undefined ? {} : { found: dataToJson(data) };
  });
  peer.onRequest('artifact/destroy', async (params) => {
    await artifact(params).destroy();
    return null;
  });
}
