import type {
  ComponentLookup,
  ComponentSchema,
  Datasource,
  SchemaNode,
  Ui,
} from '../../src/components/index.ts';
import type { Platform } from '../../src/platform/index.ts';
import { gatherInputs, type InputRequest, resolveTemplate } from '../../src/resolve/index.ts';
import { reporter } from '../../src/source/index.ts';
import { loadTemplate } from '../../src/template/index.ts';
import { asEntries, object, string, stringType, type Value } from '../../src/values/index.ts';
import { worded } from '../schema/reading.ts';
import { memoryPlatform } from '../template/memory.ts';

const attribute = (name: string): SchemaNode => ({
  kind: 'attribute',
  name,
  type: stringType,
  required: false,
});

/** A schema of one text argument each. */
export const texts = (...names: readonly string[]): ComponentSchema => ({
  kind: 'object',
  fields: new Map(names.map((name) => [name, attribute(name)])),
});

/** A data source `echo` that gives back its `input`; it refuses `bad` and fails on `broken`. */
function echo(read: string[]): Datasource {
  let input: Value | undefined;
  return {
    schema: async () => texts('input'),
    outputSchema: async () => texts('output'),
    prepare: async (config) => {
      input = config.kind === 'decoded' ? asEntries(config.body).get('input') : undefined;
      return {
        warnings: [],
        generatedVariables: [],
        ...(input?.content === 'bad' ? { error: 'bad input' } : {}),
      };
    },
    read: async () => {
      if (input?.content === 'broken') throw new Error('wire cut');
      read.push(String(input?.content));
      return object([['output', input ?? string('')]]);
    },
  };
}

const names = {
  builder: ['null', 'file'],
  provisioner: ['shell-local', 'shell'],
  'post-processor': ['manifest', 'compress'],
  datasource: ['echo'],
} as const;

const ui = new Proxy({} as Ui, {
  get: () => () => {
    throw new Error('nobody speaks here');
  },
});

/** What the files, the environment and the command line of a case hold. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly inputs?: Partial<InputRequest>;
  readonly skipDatasources?: boolean;
  readonly sequential?: boolean;
  readonly noteEncodedSecret?: (encoded: string) => void;
}

/** Loads, gathers and resolves a case; `phaseA` tells which diagnostics came before resolving. */
export async function resolving(given: Case) {
  const reports = reporter();
  const platform = memoryPlatform(given.files, given.environment);
  const path = given.path ?? '.';
  const { template } = await loadTemplate({ path, coreVersion: '1.16.0' }, platform, reports);
  if (template === undefined) throw new Error(reports.diagnostics.map(worded).join('\n'));
  const request: InputRequest = {
    variableFiles: [],
    variables: [],
    warnOnUndeclared: false,
    ...given.inputs,
  };
  const inputs = await gatherInputs(template, request, platform, reports);
  const phaseA = reports.diagnostics.map(worded);
  const read: string[] = [];
  const components: ComponentLookup = {
    find: async (kind, name) =>
      kind === 'datasource' && name === 'echo' ? (echo(read) as never) : undefined,
    has: async (kind, name) => names[kind].some((known) => known === name),
    names: async (kind) => names[kind],
  };
  const resolved = await resolveTemplate(
    template,
    inputs,
    {
      skipDatasources: given.skipDatasources ?? false,
      sequential: given.sequential ?? false,
    },
    {
      platform: platform as Platform, // nobody uses the terminal
      components,
      reporter: reports,
      ui,
      signal: new AbortController().signal,
      coreVersion: '1.16.0',
      ...(given.noteEncodedSecret && { noteEncodedSecret: given.noteEncodedSecret }),
    },
  );
  const phaseC = reports.diagnostics.slice(phaseA.length).map(worded);
  return { template, inputs, resolved, phaseA, phaseC, read };
}
