import type {
  Artifact,
  PostProcessed,
  PostProcessor,
  RunContext,
} from '../../../components/index.ts';
import { keepInputs } from '../messages.ts';
import { optionalArtifact } from './artifact.ts';
import { RemoteComponent } from './component.ts';

/** A post-processor of the other end. */
export class RemotePostProcessor extends RemoteComponent implements PostProcessor {
  async process(context: RunContext, input: Artifact): Promise<PostProcessed> {
    const { peer } = this;
    const ui = peer.uis.refer(context.ui);
    try {
      // The input stays callable: the artifact that comes back may be built upon it.
      const params = { component: this.number, ui, artifact: peer.artifacts.refer(input) };
      const answer = await peer.ask('post-processor/process', params, context.signal);
      return {
        artifact: optionalArtifact(peer, answer.optionalInteger('artifact')),
        keepInput: answer.word('keepInput', keepInputs),
      };
    } finally {
      peer.uis.release(ui);
    }
  }
}
