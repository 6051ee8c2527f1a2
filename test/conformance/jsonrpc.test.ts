import { joinedStreams } from '../../src/base/index.ts';
import { loadJsonRpc } from '../../src/wire/index.ts';
import { conformance } from './suite.ts';

conformance({
  name: 'in process',
  connect: async (lookup) => ({
    async open(kind, name) {
      const component = await lookup.find(kind, name);
      if (component === undefined) throw new Error(`no ${kind} ${name}`);
      return component;
    },
    ping: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }),
});

conformance({
  name: 'over JSON-RPC in memory',
  async connect(lookup) {
    const protocol = await loadJsonRpc();
    const [host, plugin] = joinedStreams();
    const served = protocol.serve(plugin, lookup);
    const remote = protocol.connect(host);
    return {
      open: (kind, name) => remote.open(kind, name),
      ping: () => remote.ping(),
      async [Symbol.asyncDispose]() {
        await remote[Symbol.asyncDispose]();
        await served;
      },
    };
  },
});
