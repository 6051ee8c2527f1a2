import { messageOf } from '../base/index.ts';
import type { Artifact, DataMap, KeepInput, PostProcessed } from '../components/index.ts';
import { type Listener, speakingUi } from '../events/index.ts';
import type { PreparedBuild, PreparedPostProcessor } from '../prepare/index.ts';
import { type Failure, textOf } from './failure.ts';
import { runStep } from './steps/run-step.ts';

/** What post-processing needs. */
export interface PostProcessParts {
  readonly build: PreparedBuild;
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

/** What is left after post-processing, and what went wrong on the way. */
export interface PostProcessOutcome {
  readonly artifacts: readonly Artifact[];
  readonly failure: Failure | undefined;
}

/** Whether the input of a post-processor is kept: its own wish, and what the template says. */
function keeps(wish: KeepInput, told: boolean | undefined): boolean {
  switch (wish) {
    case 'always':
      return true;
    case 'unless-told-otherwise':
      return told ?? true;
    case 'discard':
      return told ?? false;
  }
}

async function generatedData(artifact: Artifact): Promise<DataMap | undefined> {
  const data = await artifact.state('generated_data');
  return data instanceof Map ? data : undefined;
}

/** The post-processing of one build while it goes on. */
class PostProcessing {
  readonly kept: Artifact[] = [];
  readonly messages: string[] = [];
  keepOriginal = false;
  readonly #parts: PostProcessParts;

  constructor(parts: PostProcessParts) {
    this.#parts = parts;
  }

  /** Runs one sequence; an element that fails or gives nothing ends it. */
  async runSequence(sequence: readonly PreparedPostProcessor[], original: Artifact): Promise<void> {
    let prior = original;
    for (const [index, element] of sequence.entries()) {
      const processed = await this.#runElement(element, prior);
      if (processed?.artifact === undefined) return;
      const keep = keeps(processed.keepInput, element.keepInputArtifact);
      if (index === 0) this.keepOriginal ||= keep;
      else if (keep) this.kept.push(prior);
      else await this.#destroyPrior(prior, element.type);
      prior = processed.artifact;
    }
    this.kept.push(prior);
  }

  async destroyOriginal(original: Artifact): Promise<void> {
    const { signal } = this.#parts;
    const destroyed = await runStep(signal, () => original.destroy());
    if (destroyed.ok) return;
    const files = await original.files().catch(() => []);
    this.messages.push(
      `Error destroying builder artifact: ${textOf(destroyed.error)}; bad artifact: [${files.join(' ')}]`,
    );
  }

  async #runElement(
    element: PreparedPostProcessor,
    input: Artifact,
  ): Promise<PostProcessed | undefined> {
    const { build, listener, signal } = this.#parts;
    await listener.emit({
      kind: 'post-processor-started',
      build: build.name,
      name: element.name,
      type: element.type,
    });
    const ui = speakingUi(listener, { build: build.name, postProcessor: element.type });
    const processed = await runStep(signal, async () => {
      await element.refresh(await generatedData(input));
      return element.component.process({ signal, ui }, input);
    });
    if (processed.ok) return processed.value;
    this.messages.push(`Post-processor failed: ${textOf(processed.error)}`);
    return undefined;
  }

  async #destroyPrior(prior: Artifact, type: string): Promise<void> {
    try {
      await prior.destroy();
    } catch (error) {
      this.messages.push(`Failed cleaning up prior artifact: ${messageOf(error)}; pp is ${type}`);
    }
  }
}

/**
 * Runs all sequences on a builder's artifact and decides which artifacts stay (components 1.8). A
 * failure ends its sequence, not the others.
 */
export async function postProcess(
  original: Artifact,
  parts: PostProcessParts,
): Promise<PostProcessOutcome> {
  const processing = new PostProcessing(parts);
  const sequences = parts.build.postProcessors;
  for (const sequence of sequences) await processing.runSequence(sequence, original);
  const keepOriginal = sequences.length === 0 || processing.keepOriginal;
  if (!keepOriginal) await processing.destroyOriginal(original);
  const { kept, messages } = processing;
  return {
    artifacts: keepOriginal ? [original, ...kept] : kept,
    failure: messages.length === 0 ? undefined : { kind: 'several', messages },
  };
}
