import { listInstalled } from '../pluginstore/index.ts';
import type { StoreHost } from './store-host.ts';

/** Lists every plugin that is installed for this machine (cli 5.8). */
export async function pluginsInstalled({ store, listener }: StoreHost): Promise<void> {
  for (const { path } of await listInstalled(store, { anyApiVersion: true }))
    await listener.emit({ kind: 'said', level: 'message', text: path });
}
