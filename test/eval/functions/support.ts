import { createHash, createHmac } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { failed, ok } from '../../../src/base/index.ts';
import {
  evaluate,
  type FunctionFileEntry,
  type FunctionPorts,
  type FunctionRequest,
  type FunctionResponse,
  type FunctionTable,
  functionTable,
} from '../../../src/eval/index.ts';
import { hasErrors } from '../../../src/source/index.ts';
import { parseExpression } from '../../../src/syntax/index.ts';
import { displayText, unmarkDeep, type Value } from '../../../src/values/index.ts';

const regularFile = 0o100644;
const folderMode = 0o040755;

/** Files in memory, by clean path. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

function filesOf(tree: Tree): FunctionPorts['files'] {
  const paths = Object.keys(tree);
  const isFolder = (path: string) =>
    path === '.' || path === '/' || paths.some((each) => each.startsWith(`${path}/`));
  const missing = (operation: string, path: string) =>
    failed({ code: 'ENOENT', message: `${operation} ${path}: no such file or directory` });
  return {
    read: (path) => {
      const content = tree[path];
      if (content !== undefined)
        return ok(typeof content === 'string' ? new TextEncoder().encode(content) : content);
      if (isFolder(path))
        return failed({ code: 'EISDIR', message: `open ${path}: is a directory` });
      return missing('open', path);
    },
    status: (path) => {
      if (tree[path] !== undefined) return ok({ kind: 'file', mode: regularFile });
      return isFolder(path) ? ok({ kind: 'directory', mode: folderMode }) : missing('stat', path);
    },
    list: (folder) => {
      const start = folder === '.' ? '' : folder === '/' ? '/' : `${folder}/`;
      const entries = new Map<string, FunctionFileEntry>();
      for (const path of paths) {
        if (!path.startsWith(start)) continue;
        const [name = '', ...rest] = path.slice(start.length).split('/');
        entries.set(name, { name, kind: rest.length === 0 ? 'file' : 'directory' });
      }
      return ok([...entries.values()]);
    },
  };
}

/** What a test may say about the world of functions. */
export interface World {
  readonly tree?: Tree;
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly answer?: (request: FunctionRequest) => FunctionResponse | string;
}

/** Half past eight on 15 March 2024, and 45 thousandths. */
export const now = new Date('2024-03-15T08:30:05.045Z');

/** Ports over a world in memory, with a clock that stands and chance that is none. */
export function portsOf(world: World = {}): FunctionPorts {
  return {
    files: filesOf(world.tree ?? {}),
    environment: { cwd: '/home/u/project', home: '/home/me', variables: world.variables ?? {} },
    now: () => now,
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => index),
    digest: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
    deflate: (bytes) => deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }),
    request: (request) => {
      const answer = world.answer?.(request) ?? 'dial tcp 127.0.0.1:1: connect: connection refused';
      return typeof answer === 'string' ? failed(answer) : ok(answer);
    },
  };
}

/** All functions, loaded. */
export async function allFunctions(world: World = {}): Promise<FunctionTable> {
  const table = functionTable(portsOf(world), { folder: world.folder ?? '', started: now });
  await table.prepare('templatefile');
  return table;
}

/** The value of an expression, or its mistakes as `SUMMARY: DETAIL`. */
export function worth(
  text: string,
  functions: FunctionTable,
  variables: ReadonlyMap<string, Value> = new Map(),
): Value | string {
  const parsed = parseExpression({ text, filename: 'test' });
  const { value, diagnostics } = evaluate(parsed.value, { variables, functions });
  const all = [...parsed.diagnostics, ...diagnostics];
  if (!hasErrors(all)) return value;
  return all.map(({ summary, detail }) => `${summary}: ${detail}`).join('\n');
}

/** What the console would show; mistakes without their summaries and the usual beginnings. */
export function shown(
  text: string,
  functions: FunctionTable,
  variables?: ReadonlyMap<string, Value>,
): string {
  const result = worth(text, functions, variables);
  if (typeof result !== 'string') return displayText(unmarkDeep(result).value);
  return result
    .replace(/^Error in function call: Call to function "\w+" failed: /, '! ')
    .replace(/^Invalid function argument: Invalid value for ("\w+") parameter: /, '! $1 ')
    .replace(/\.$/, '');
}
