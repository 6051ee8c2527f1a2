import type { Artifact, Builder, ProvisionHook, RunContext } from '../../../components/index.ts';
import { optionalArtifact } from './artifact.ts';
import { RemoteComponent } from './component.ts';

/** A builder of the other end. */
export class RemoteBuilder extends RemoteComponent implements Builder {
  async run(context: RunContext, hook: ProvisionHook): Promise<Artifact | undefined> {
    const { peer } = this;
    const ui = peer.uis.refer(context.ui);
    const hookNumber = peer.hooks.refer(hook);
    try {
      const params = { component: this.number, ui, hook: hookNumber };
      const answer = await peer.ask('builder/run', params, context.signal);
      return optionalArtifact(peer, answer.optionalInteger('artifact'));
    } finally {
      peer.uis.release(ui);
      peer.hooks.release(hookNumber);
    }
  }
}
