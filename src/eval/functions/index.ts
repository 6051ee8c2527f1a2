import type { FunctionSpec } from '../function-spec.ts';
import type { NameLookup } from '../scope.ts';
import { controlFunctions } from './control.ts';
import { fileFunctions } from './file.ts';
import { formattingFunctions } from './formatting.ts';
import { listFunctions } from './list.ts';
import { mapFunctions } from './map.ts';
import { networkFunctions } from './network.ts';
import { numericFunctions } from './numeric.ts';
import type { FunctionPlace, FunctionPorts } from './ports.ts';
import { setFunctions } from './set.ts';
import { stringFunctions } from './string.ts';
import { templatefileFunction } from './templatefile.ts';
import { timeFunctions } from './time.ts';

/** A topic whose module is loaded only when a text mentions one of its functions. */
interface LazyTopic {
  readonly names: readonly string[];
  load(ports: FunctionPorts): Promise<readonly FunctionSpec[]>;
}

/**
 * Topics that bring engines or large tables with them. Evaluation is synchronous, and a module can
 * only be loaded asynchronously without Node's own `require`; so they are loaded before evaluation,
 * by the names that the texts to be evaluated contain.
 */
const lazyTopics: readonly LazyTopic[] = [
  {
    names: ['regex', 'regexall', 'regex_replace'],
    load: async () => (await import('./regex.ts')).regexFunctions(),
  },
  {
    names: ['bcrypt'],
    load: async (ports) => (await import('./bcrypt.ts')).bcryptFunctions(ports),
  },
  {
    names: [
      'base64decode',
      'base64encode',
      'base64gzip',
      'csvdecode',
      'jsondecode',
      'jsonencode',
      'yamldecode',
      'yamlencode',
    ],
    load: async (ports) => (await import('./encoding.ts')).encodingFunctions(ports),
  },
  {
    names: ['textdecodebase64', 'textencodebase64'],
    load: async () => (await import('./text-encoding.ts')).textEncodingFunctions,
  },
  {
    names: ['md5', 'sha1', 'sha256', 'sha512', 'rsadecrypt', 'uuidv4', 'uuidv5'],
    load: async (ports) => (await import('./crypto.ts')).cryptoFunctions(ports),
  },
  {
    names: ['vault', 'consul_key', 'aws_secretsmanager', 'aws_secretsmanager_raw'],
    load: async (ports) => (await import('./remote.ts')).remoteFunctions(ports),
  },
];

/** All functions of the language, as far as they have been loaded. */
export interface FunctionTable extends NameLookup<FunctionSpec> {
  /**
   * Makes every function available that the texts mention; call it before evaluating expressions of
   * these texts. A text that can name functions in another way (a template file, JSON escapes) makes
   * all of them available.
   */
  prepare(...texts: readonly string[]): Promise<void>;
}

/** Texts that may lead to functions they do not spell out. */
const mayNameAny = /templatefile|\\u/;

/** The functions of the language, for templates of one folder. */
export function functionTable(ports: FunctionPorts, place: FunctionPlace): FunctionTable {
  const specs = new Map<string, FunctionSpec>();
  const waiting = new Set(lazyTopics);
  const add = (added: readonly FunctionSpec[]) => {
    for (const spec of added) specs.set(spec.name, spec);
  };
  const table: FunctionTable = {
    get: (name) => specs.get(name) ?? unloaded(name, waiting),
    keys: () => [...specs.keys(), ...Array.from(waiting, (topic) => topic.names).flat()],
    prepare: async (...texts) => {
      if (waiting.size === 0) return;
      const all = texts.some((text) => mayNameAny.test(text));
      for (const topic of waiting) {
        const named = (text: string) => topic.names.some((name) => text.includes(name));
        if (!all && !texts.some(named)) continue;
        add(await topic.load(ports));
        waiting.delete(topic);
      }
    },
  };
  add(controlFunctions);
  add(fileFunctions(ports, place));
  add(formattingFunctions);
  add(listFunctions);
  add(mapFunctions);
  add(networkFunctions);
  add(numericFunctions);
  add(setFunctions);
  add(stringFunctions);
  add([templatefileFunction(ports, place, () => table)]);
  add(timeFunctions(ports, place));
  return table;
}

function unloaded(name: string, waiting: Iterable<LazyTopic>): undefined {
  for (const topic of waiting)
    if (topic.names.includes(name)) throw new Error(`the function ${name} was not prepared`);
  return undefined;
}
