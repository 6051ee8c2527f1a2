// Installs a plugin and is killed just before its Nth file operation. Bundled and started by its test.
import { readFileSync } from 'node:fs';
import { parseVersionConstraints } from '../../src/base/index.ts';
import {
  type Files,
  inflateRaw,
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeWeb,
  sha256Of,
} from '../../src/platform/index.ts';
import {
  installLatest,
  parseSourceAddress,
  releaseSite,
  type StoreWorld,
} from '../../src/pluginstore/index.ts';

const [folder = '', site = '', version = '', killAt = '0'] = process.argv.slice(2);

let operations = 0;
function counted(files: Files): Files {
  return new Proxy(files, {
    get: (target, name, receiver) => {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== 'function') return operation;
      return (...given: unknown[]) => {
        operations += 1;
        if (operations === Number(killAt)) process.kill(process.pid, 'SIGKILL');
        return Reflect.apply(operation, target, given);
      };
    },
  });
}

const world: StoreWorld = {
  files: counted(nodeFiles()),
  environment: nodeEnvironment(),
  log: { enabled: false, write: () => {} },
  clock: nodeClock(),
  pluginFolder: `${folder}/plugins`,
  cacheFolder: `${folder}/cache`,
  describe: async (path) => ({
    version: /happycloud (\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '',
    apiVersion: 'x5.0',
    sdkVersion: '0.6.0',
    wire: 'gorpc',
    components: { builder: [], provisioner: [], 'post-processor': [], datasource: [] },
  }),
};
const source = parseSourceAddress('github.com/third/happycloud');
const constraints = parseVersionConstraints(`=${version}`);
if (!source.ok || !constraints.ok) throw new Error('the test asks for nonsense');
const fetching = {
  web: nodeWeb({}),
  clock: nodeClock(),
  signal: new AbortController().signal,
};
const tools = {
  getters: [releaseSite(fetching, site, () => true)],
  inflate: inflateRaw,
  sha256: sha256Of,
  checkSignature: async () => ({ ok: true, value: undefined }) as const,
};
const wanted = { source: source.value, constraints: constraints.value, force: true };
const result = await installLatest(world, tools, wanted);
process.stdout.write(result.ok ? `installed with ${operations}` : result.error.join('\n'));
