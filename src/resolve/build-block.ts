import { Arguments, type ExpandedBlock, type ExpandedBody } from '../schema/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors, type Range } from '../source/index.ts';
import type { BodySchema } from '../syntax/index.ts';
import type { BlockPlace } from '../template/index.ts';
import type { PostProcessorUse, ProvisionerUse, RegistryBlock } from './model.ts';
import { onlyOneBlock } from './only-one-block.ts';
import { readPostProcessor } from './post-processor.ts';
import { readProvisioner } from './provisioner.ts';
import { readRegistry } from './registry-block.ts';
import { readSourceBlock, readSourceEntry, type SourceReference } from './source-reference.ts';
import type { BuildSurroundings } from './surroundings.ts';
import type { Universe } from './universe.ts';

/** A `build` block whose sources are not looked up yet. */
export interface DecodedBuild {
  readonly name: string;
  readonly description: string;
  readonly sources: readonly SourceReference[];
  readonly provisioners: readonly ProvisionerUse[];
  readonly errorCleanupProvisioner: ProvisionerUse | undefined;
  readonly postProcessors: readonly (readonly PostProcessorUse[])[];
  readonly registry: RegistryBlock | undefined;
  readonly place: BlockPlace;
}

const header: BodySchema = {
  attributes: ['name', 'description', 'sources'].map((name) => ({ name, required: false })),
  blocks: [],
};

const postProcessor = { type: 'post-processor', labelNames: ['type'] };

const inner: BodySchema = {
  attributes: [],
  blocks: [
    { type: 'from', labelNames: ['type'] },
    { type: 'source', labelNames: ['reference'] },
    { type: 'provisioner', labelNames: ['type'] },
    { type: 'error-cleanup-provisioner', labelNames: ['type'] },
    postProcessor,
    { type: 'post-processors', labelNames: [] },
    { type: 'hcp_packer_registry', labelNames: [] },
  ],
};

/** Reads a `build` block (template-language 5.7). Undefined if it cannot be used at all. */
export function readBuild(
  body: ExpandedBody,
  place: BlockPlace,
  universe: Universe,
): Diagnosed<DecodedBuild | undefined> {
  const { value: content, diagnostics: found } = body.partialContent(header);
  const diagnostics = [...found];
  const given = new Arguments(content, universe.scope, diagnostics);
  const name = given.text('name');
  const description = given.text('description');
  const entries = given.texts('sources');
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const reading = new BuildReading(place.definition, {
    universe,
    scope: universe.buildScope(name),
  });
  reading.addEntries(entries);
  const { value: blocks, diagnostics: inside } = content.remain.content(inner);
  reading.diagnostics.push(...inside);
  if (!hasErrors(reading.diagnostics)) reading.addBlocks(blocks.blocks);
  diagnostics.push(...reading.diagnostics);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: { name, description, place, ...reading.result }, diagnostics };
}

/** The blocks of one build so far. */
class BuildReading {
  readonly diagnostics: Diagnostic[] = [];
  readonly #place: Range;
  readonly #surroundings: BuildSurroundings;
  readonly #sources: SourceReference[] = [];
  readonly #provisioners: ProvisionerUse[] = [];
  readonly #postProcessors: (readonly PostProcessorUse[])[] = [];
  #cleanup: ProvisionerUse | undefined;
  #registry: RegistryBlock | undefined;
  #hadSource = false;

  constructor(place: Range, surroundings: BuildSurroundings) {
    this.#place = place;
    this.#surroundings = surroundings;
  }

  get result() {
    return {
      sources: this.#sources,
      provisioners: this.#provisioners,
      errorCleanupProvisioner: this.#cleanup,
      postProcessors: this.#postProcessors,
      registry: this.#registry,
    };
  }

  addEntries(entries: readonly string[]): void {
    for (const entry of entries) {
      this.#hadSource = true;
      this.#keep(readSourceEntry(entry, this.#place), (source) => this.#sources.push(source));
    }
  }

  addBlocks(blocks: readonly ExpandedBlock[]): void {
    for (const block of blocks) this.#add(block);
    if (!this.#hadSource) this.diagnostics.push(missingSource(this.#place));
  }

  #add(block: ExpandedBlock): void {
    const around = this.#surroundings;
    switch (block.type) {
      case 'source':
        this.#hadSource = true;
        this.#keep(readSourceBlock(block), (source) => this.#sources.push(source));
        break;
      case 'provisioner':
        this.#keep(readProvisioner(block, around), (use) => this.#provisioners.push(use));
        break;
      case 'error-cleanup-provisioner':
        if (this.#cleanup !== undefined)
          this.diagnostics.push(onlyOneBlock(block.type, block.defRange));
        else this.#keep(readProvisioner(block, around), this.#setCleanup);
        break;
      case 'post-processor':
        this.#keep(readPostProcessor(block, around), (use) => this.#postProcessors.push([use]));
        break;
      case 'post-processors':
        this.#addSequence(block);
        break;
      case 'hcp_packer_registry':
        if (this.#registry !== undefined)
          this.diagnostics.push(onlyOneBlock(block.type, block.defRange));
        else
          this.#keep(
            readRegistry(
              block.body,
              { range: block.defRange, inBuild: true },
              around.universe.scope,
            ),
            this.#setRegistry,
          );
        break;
      default: // `from` is accepted and means nothing
    }
  }

  readonly #setCleanup = (use: ProvisionerUse): void => {
    this.#cleanup = use;
  };

  readonly #setRegistry = (registry: RegistryBlock): void => {
    this.#registry = registry;
  };

  #addSequence(block: ExpandedBlock): void {
    const { value: content, diagnostics } = block.body.content({
      attributes: [],
      blocks: [postProcessor],
    });
    this.diagnostics.push(...diagnostics);
    if (hasErrors(diagnostics)) return;
    const sequence: PostProcessorUse[] = [];
    for (const each of content.blocks) {
      const read = readPostProcessor(each, this.#surroundings);
      this.#keep(read, (use) => sequence.push(use));
      if (hasErrors(read.diagnostics)) return;
    }
    this.#postProcessors.push(sequence);
  }

  #keep<T>({ value, diagnostics }: Diagnosed<T | undefined>, keep: (value: T) => unknown): void {
    this.diagnostics.push(...diagnostics);
    if (value !== undefined) keep(value);
  }
}

function missingSource(subject: Range): Diagnostic {
  return {
    severity: 'error',
    code: 'missing-source-reference',
    summary: 'missing source reference',
    detail: 'a build block must reference at least one source to be built',
    subject,
  };
}
