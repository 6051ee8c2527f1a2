import type { Ui } from '../../../components/index.ts';
import { type RpcClient, textOf } from '../rpc.ts';

/** The host's Ui, seen from a plugin (plugin-protocol 4.7). */
export function remoteUi(rpc: RpcClient): Ui {
  return {
    say: async (message) => void (await rpc.call('Ui.Say', message)),
    error: async (message) => void (await rpc.call('Ui.Error', message)),
    machine: async (category, args) =>
      void (await rpc.call('Ui.Machine', { Category: category, Args: [...args] })),
    ask: async (query) => textOf(await rpc.call('Ui.Ask', query)),
    async trackProgress(source, current, total) {
      const argument = { Src: source, TotalSize: BigInt(total), CurrentSize: BigInt(current) };
      const id = textOf(await rpc.call('Ui.NewTrackProgress', argument));
      return {
        add: (bytes) => void rpc.call(`Ui${id}.Add`, BigInt(bytes)).catch(() => {}),
        close: () => void rpc.call(`Ui${id}.Close`, null).catch(() => {}),
      };
    },
  };
}
