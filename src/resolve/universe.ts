import type { FunctionSpec, NameLookup, Scope } from '../eval/index.ts';
import {
  dynamicType,
  map,
  object,
  objectOf,
  string,
  stringType,
  typeEquals,
  unknown,
  type Value,
} from '../values/index.ts';
import type { BodyScope } from './model.ts';

/** What does not change while a template is resolved. */
export interface FixedNames {
  /** `var`: every declared variable. */
  readonly variables: Value;
  readonly cwd: string;
  readonly root: string;
  readonly coreVersion: string;
  readonly functions: NameLookup<FunctionSpec>;
}

const unknownText = unknown(stringType);

/** Everything names can stand for in a template, growing as locals and data sources get values (template-language 6.5). */
export class Universe {
  readonly #locals = new Map<string, Value>();
  readonly #data = new Map<string, Map<string, Value>>();
  readonly #fixed: ReadonlyMap<string, Value>;
  readonly #functions: NameLookup<FunctionSpec>;
  #allLocals: Value | undefined;
  #allData: Value | undefined;

  constructor({ variables, cwd, root, coreVersion, functions }: FixedNames) {
    this.#functions = functions;
    this.#fixed = new Map([
      ['var', variables],
      [
        'path',
        object([
          ['cwd', string(cwd)],
          ['root', string(root)],
        ]),
      ],
      [
        'packer',
        object([
          ['version', string(coreVersion)],
          ['iterationID', unknownText],
          ['versionFingerprint', unknownText],
        ]),
      ],
      [
        'source',
        object([
          ['type', unknownText],
          ['name', unknownText],
        ]),
      ],
      // Any attribute of `build` is an error before there is a build.
      ['build', unknown(objectOf([]))],
    ]);
  }

  /** Gives a local its value. */
  setLocal(name: string, value: Value): void {
    this.#locals.set(name, value);
    this.#allLocals = undefined;
  }

  /** The value of a local that was evaluated. */
  local(name: string): Value | undefined {
    return this.#locals.get(name);
  }

  /** Gives a data source its value. */
  setData(type: string, name: string, value: Value): void {
    const named = this.#data.get(type) ?? new Map<string, Value>();
    this.#data.set(type, named.set(name, value));
    this.#allData = undefined;
  }

  /** True if the data source was read. */
  hasData(type: string, name: string): boolean {
    return this.#data.get(type)?.has(name) ?? false;
  }

  /** Takes all values back but those of these keys: `local.name`, `data.type.name`. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const name of [...this.#locals.keys()])
      if (!keys.has(`local.${name}`)) this.#locals.delete(name);
    for (const [type, named] of [...this.#data]) {
      for (const name of [...named.keys()])
        if (!keys.has(`data.${type}.${name}`)) named.delete(name);
      if (named.size === 0) this.#data.delete(type);
    }
    this.#allLocals = undefined;
    this.#allData = undefined;
  }

  /** Everything but sources and builds: what most of a template is evaluated in. */
  get scope(): Scope {
    this.#allLocals ??= object(this.#locals);
    return this.#scope(this.#allLocals);
  }

  /** The same with only some locals, so that evaluating one local does not cost as much as all of them. */
  scopeWithLocals(names: Iterable<string>): Scope {
    const some: [string, Value][] = [];
    for (const name of names) {
      const value = this.#locals.get(name);
      if (value !== undefined) some.push([name, value]);
    }
    return this.#scope(object(some));
  }

  /** The scope of blocks inside a build: `build.name` is known. */
  buildScope(name: string): Scope {
    return this.#with([['build', object([['name', string(name)]])]]);
  }

  /** The scope of a component's body. */
  bodyScope({ source, build }: BodyScope): Scope {
    const names: [string, Value][] = [
      [
        'source',
        object([
          ['type', string(source.type)],
          ['name', string(source.name)],
        ]),
      ],
    ];
    if (build !== undefined) names.push(['build', object(build)]);
    return this.#with(names);
  }

  /** The scope of console expressions: no `data`. */
  get consoleScope(): Scope {
    this.#allLocals ??= object(this.#locals);
    const variables = new Map([...this.#fixed, ['local', this.#allLocals] as const]);
    return { variables, functions: this.#functions };
  }

  #with(names: Iterable<readonly [string, Value]>): Scope {
    return { variables: new Map(names), functions: this.#functions, parent: this.scope };
  }

  #scope(locals: Value): Scope {
    this.#allData ??= dataValue(this.#data);
    const variables = new Map(this.#fixed).set('local', locals).set('data', this.#allData);
    return { variables, functions: this.#functions };
  }
}

/** `data`: an object of types, each a map of names (an object if their types differ). */
function dataValue(data: ReadonlyMap<string, ReadonlyMap<string, Value>>): Value {
  return object(
    [...data].map(([type, named]) => {
      const [first] = named.values();
      const element = first?.type ?? dynamicType;
      const alike = [...named.values()].every((value) => typeEquals(value.type, element));
      return [type, alike ? map(element, named) : object(named)] as const;
    }),
  );
}
