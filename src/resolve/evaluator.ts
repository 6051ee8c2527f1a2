import { messageOf } from '../base/index.ts';
import type { Datasource, RunContext } from '../components/index.ts';
import { evaluate } from '../eval/index.ts';
import { type Diagnostic, hasErrors } from '../source/index.ts';
import { decodeBody, fillUnknowns, impliedType } from '../schema/index.ts';
import type { DataBlock, LocalBlock } from '../template/index.ts';
import { unknown, unmarkDeep } from '../values/index.ts';
import type { Needs } from './dependencies.ts';
import type { ResolveHost, ResolvePolicy } from './resolve-host.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { Universe } from './universe.ts';

/** What evaluation needs. */
export interface Evaluation {
  readonly universe: Universe;
  readonly sensitivity: Sensitivity;
  readonly policy: ResolvePolicy;
  readonly host: ResolveHost;
}

/** Evaluates one local or data source at a time and tells the universe about it. */
export class Evaluator {
  readonly universe: Universe;
  readonly #sensitivity: Sensitivity;
  readonly #policy: ResolvePolicy;
  readonly #host: ResolveHost;

  constructor({ universe, sensitivity, policy, host }: Evaluation) {
    this.universe = universe;
    this.#sensitivity = sensitivity;
    this.#policy = policy;
    this.#host = host;
  }

  /** After errors the local has no value. */
  evaluateLocal(block: LocalBlock, needs: Needs): readonly Diagnostic[] {
    const { universe } = this;
    const named = needs.dependencies.flatMap((dependency) =>
      dependency.kind === 'local' ? [dependency.name] : [],
    );
    const scope = needs.allLocals ? universe.scope : universe.scopeWithLocals(named);
    const { value, diagnostics } = evaluate(block.expression, scope);
    if (!hasErrors(diagnostics))
      universe.setLocal(block.name, this.#sensitivity.declared(value, block));
    return diagnostics;
  }

  /** Configures and reads a data source; after errors it has no value. */
  async evaluateData(block: DataBlock): Promise<readonly Diagnostic[]> {
    const component = await this.#findDatasource(block);
    if ('summary' in component) return [component];
    try {
      const schema = await component.schema();
      const decoded = decodeBody(block.body, schema, this.universe.scope);
      if (hasErrors(decoded.diagnostics)) return decoded.diagnostics;
      const prepared = await component.prepare(
        { kind: 'decoded', body: fillUnknowns(unmarkDeep(decoded.value).value) },
        dataSettings(this.#host.coreVersion),
      );
      if (prepared.error !== undefined) return [rejectedData(prepared.error, block)];
      return await this.#read(component, block);
    } catch (error) {
      return [rejectedData(messageOf(error), block)];
    }
  }

  async #findDatasource(block: DataBlock): Promise<Datasource | Diagnostic> {
    const { components } = this.#host;
    try {
      const component = await components.find('datasource', block.type);
      return component ?? unknownData(block, await components.names('datasource'));
    } catch (error) {
      return rejectedData(messageOf(error), block);
    }
  }

  async #read(component: Datasource, block: DataBlock): Promise<readonly Diagnostic[]> {
    const { type, name } = block;
    if (this.#policy.skipDatasources) {
      this.universe.setData(type, name, unknown(impliedType(await component.outputSchema())));
      return [];
    }
    const context: RunContext = { signal: this.#host.signal, ui: this.#host.ui };
    try {
      this.universe.setData(type, name, await component.read(context));
      return [];
    } catch (error) {
      const reason = messageOf(error);
      const prefix = 'Datasource.Execute failed: ';
      return [rejectedData(reason.startsWith(prefix) ? reason : prefix + reason, block)];
    }
  }
}

/** Data sources take part in no build. */
function dataSettings(coreVersion: string) {
  return {
    buildName: '',
    builderType: '',
    coreVersion,
    debug: false,
    force: false,
    onError: '',
  } as const;
}

function unknownData(block: DataBlock, known: readonly string[]): Diagnostic {
  const [subject = block.place.definition] = block.place.labels;
  return {
    severity: 'error',
    code: 'unknown-data-source',
    summary: `Unknown data type ${block.type}`,
    detail:
      known.length === 0
        ? 'packer does not currently know any data source.'
        : `known data sources: [${known.join(' ')}]`,
    subject,
  };
}

/** A data source that does not accept its body or cannot be read; its own words are the summary. */
function rejectedData(reason: string, { place }: DataBlock): Diagnostic {
  return {
    severity: 'error',
    code: 'data-source-failed',
    summary: reason,
    detail: '',
    subject: place.definition,
  };
}
