import type { Fields } from '../../json.ts';
import type { Peer } from '../peer.ts';

/** Says for the other end what it wants to say. */
export function serveUis(peer: Peer): void {
  const ui = (params: Fields) => peer.uis.get(params.integer('ui'));
  peer.onRequest('ui/say', async (params) => {
    await ui(params).say(params.string('message'));
    return null;
  });
  peer.onRequest('ui/error', async (params) => {
    await ui(params).error(params.string('message'));
    return null;
  });
  peer.onRequest('ui/machine', async (params) => {
    await ui(params).machine(params.string('category'), params.strings('args'));
    return null;
  });
  peer.onRequest('ui/ask', (params) => ui(params).ask(params.string('query')));
  peer.onRequest('ui/track-progress', async (params) => {
    const source = params.string('source');
    const sizes = [params.integer('current'), params.integer('total')] as const;
    const progress = await ui(params).trackProgress(source, ...sizes);
    return { progress: peer.progresses.refer(progress) };
  });
  peer.onNotification('progress/add', (params) =>
    peer.progresses.get(params.integer('progress')).add(params.integer('bytes')),
  );
  peer.onNotification('progress/close', (params) => {
    const number = params.integer('progress');
    peer.progresses.get(number).close();
    peer.progresses.release(number);
  });
}
