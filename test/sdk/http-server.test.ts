import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeRandom,
  silentLog,
} from '../../src/platform/index.ts';
import {
  componentHost,
  httpProblems,
  runSteps,
  type StepState,
  stepHttpServer,
  withHttpDefaults,
} from '../../src/sdk/index.ts';
import { fakeUi, never } from '../builtin/support/harness.ts';

const host = componentHost({
  files: nodeFiles(),
  environment: nodeEnvironment(),
  clock: nodeClock(),
  random: nodeRandom(),
  log: silentLog,
});
const none = {
  http_directory: '',
  http_content: {},
  http_port_min: 0,
  http_port_max: 0,
  http_bind_address: '127.0.0.1',
  http_interface: '',
  http_network_protocol: '',
};
const policy = { debug: false, onError: 'cleanup' } as const;

/** Runs the step with one after it that asks for pages; resolves with what they were. */
async function asked(
  config: Partial<typeof none>,
  paths: readonly string[],
  init: RequestInit = {},
) {
  const state: StepState = {};
  const ui = fakeUi();
  const answers: unknown[] = [];
  const asking = {
    name: 'asking',
    run: async ({ httpPort }: StepState) => {
      for (const path of paths) {
        const answer = await fetch(`http://127.0.0.1:${httpPort}${path}`, {
          redirect: 'manual',
          ...init,
        });
        const location = answer.headers.get('location');
        answers.push([answer.status, location ?? (await answer.text())]);
      }
      return 'continue' as const;
    },
  };
  const steps = [stepHttpServer({ config: { ...none, ...config }, host }), asking];
  await runSteps<StepState>(steps, state, { ui, signal: never }, policy);
  const lines = ui.lines.map((line) => line.replace(String(state.httpPort), '<port>'));
  return { answers, lines, port: state.httpPort, error: state.error?.message };
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspacker-http-'));
  mkdirSync(join(folder, 'site'));
  mkdirSync(join(folder, 'list/sub'), { recursive: true });
  writeFileSync(join(folder, 'site/index.html'), '<p>hi');
  writeFileSync(join(folder, 'list/a&b'), '0123456789');
  utimesSync(join(folder, 'list/a&b'), 1000, 1000);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('HTTP server step', () => {
  it('does nothing where there is nothing to serve', async () => {
    expect(await asked({}, [])).toEqual({ answers: [], lines: [], port: 0, error: undefined });
  });

  it('serves texts by path, and guesses what was meant', async () => {
    const config = { http_content: { '/a/preseed.cfg': 'text', '/b': '' } };
    const { answers, lines, port } = await asked(config, [
      '/a/preseed.cfg',
      '/a//x/../preseed.cfg',
      '/b',
      '/a/presed.cfg',
      '/nothing',
    ]);
    expect(answers).toEqual([
      [200, 'text'],
      [200, 'text'],
      [200, ''],
      [404, '/a/presed.cfg not found. Did you mean "/a/preseed.cfg"?\n'],
      [404, '/nothing not found.\n'],
    ]);
    expect(lines).toEqual(['say: Starting HTTP server on port <port>']);
    expect(port).toBeGreaterThanOrEqual(8000);
    expect(port).toBeLessThan(9000);
    await expect(fetch(`http://127.0.0.1:${port}/b`)).rejects.toThrow();
  });

  it('serves a folder as web servers do', async () => {
    const { answers } = await asked({ http_directory: folder }, [
      '/site/',
      '/site',
      '/site/index.html',
      '/list/',
      '/list/a&b',
      '/list/a&b/',
      '/../../etc/hostname',
      '/nosuch',
    ]);
    expect(answers).toEqual([
      [200, '<p>hi'],
      [301, 'site/'],
      [301, './'],
      [
        200,
        '<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n<a href="a%26b">a&amp;b</a>\n<a href="sub/">sub/</a>\n</pre>\n',
      ],
      [200, '0123456789'],
      [301, '../a&b'],
      [404, '404 page not found\n'],
      [404, '404 page not found\n'],
    ]);
  });

  it.each([
    [{ range: 'bytes=2-4' }, [206, '234']],
    [{ range: 'bytes=7-' }, [206, '789']],
    [{ range: 'bytes=-2' }, [206, '89']],
    [{ range: 'bytes=8-99' }, [206, '89']],
    [{ range: 'bytes=10-' }, [416, 'invalid range: failed to overlap\n']],
    [{ range: 'bytes=x' }, [200, '0123456789']],
    [{ 'if-modified-since': new Date(1_000_000).toUTCString() }, [304, '']],
  ])('asked with %j', async (headers, answer) => {
    const { answers } = await asked({ http_directory: folder }, ['/list/a&b'], { headers });
    expect(answers).toEqual([answer]);
  });

  it('says what is wrong', async () => {
    expect(await asked({ http_directory: '/nosuch' }, [])).toMatchObject({
      error: 'Error finding "/nosuch": stat /nosuch: no such file or directory',
    });
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const address = busy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const config = { http_content: { '/a': '' }, http_port_min: port, http_port_max: port };
    expect(await asked(config, [])).toMatchObject({
      error: `Error finding port: no port from ${port} to ${port} is free`,
    });
    busy.close();
  });
});

describe('httpProblems', () => {
  it.each([
    [{}, []],
    [
      { http_port_min: 8001, http_port_max: 8000 },
      ['http_port_min must be less than http_port_max'],
    ],
    [{ http_port_min: 8000, http_port_max: 8000 }, []],
    [{ http_interface: 'eth0' }, ['either http_interface or http_bind_address can be specified']],
    [
      { http_network_protocol: 'udp' },
      ['http_network_protocol is invalid. Must be one of: [tcp tcp4 tcp6 unix unixpacket]'],
    ],
    [
      { http_content: { '/a': '', b: '', '/c/../d': '' } },
      [
        'http_content: the path "b" is not a clean absolute path such as /a/b',
        'http_content: the path "/c/../d" is not a clean absolute path such as /a/b',
      ],
    ],
    [
      { http_content: { '/a': '' }, http_directory: 'x' },
      [expect.stringMatching(/^http_content cannot be used in conjunction with http_dir\./)],
    ],
  ])('%j', (config, problems) => {
    expect(httpProblems({ ...none, ...config })).toEqual(problems);
  });
  it('fills in the defaults', () => {
    expect(withHttpDefaults({ ...none, http_bind_address: '' })).toMatchObject({
      http_port_min: 8000,
      http_port_max: 9000,
      http_bind_address: '0.0.0.0',
      http_network_protocol: 'tcp',
    });
  });
});
