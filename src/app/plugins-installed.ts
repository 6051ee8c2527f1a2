import { listInstalled } from '../pluginstore/index.ts';
import type { StoreHost } from './store-host.ts';

/**
 * Lists every plugin that is installed for this machine (cli 5.8), and then those placed by hand, which
 * nobody verified.
 */
export async function pluginsInstalled({ store, listener, handPlaced }: StoreHost): Promise<void> {
  for (const { path } of await listInstalled(store, { anyApiVersion: true }))
    await listener.emit({ kind: 'said', level: 'message', text: path });
  for (const { path, refusal } of await handPlaced()) {
    const text = `${path} (unverified${refusal === undefined ? '' : ', refused'})`;
    await listener.emit({ kind: 'said', level: 'message', text });
  }
}
