import type { Communicator, DataMap, Provisioner, RunContext } from '../../../components/index.ts';
import { mapToJson } from '../convert/data.ts';
import { RemoteComponent } from './component.ts';

/** A provisioner of the other end. */
export class RemoteProvisioner extends RemoteComponent implements Provisioner {
  async provision(context: RunContext, communicator: Communicator, data: DataMap): Promise<void> {
    const { peer } = this;
    const ui = peer.uis.refer(context.ui);
    const communicatorNumber = peer.communicators.refer(communicator);
    try {
      const params = {
        component: this.number,
        ui,
        communicator: communicatorNumber,
        data: mapToJson(data),
      };
      await peer.request('provisioner/provision', params, context.signal);
    } finally {
      peer.uis.release(ui);
      peer.communicators.release(communicatorNumber);
    }
  }
}
