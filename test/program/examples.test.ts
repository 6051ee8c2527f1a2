// The examples, built the way their comments say, from copies without what earlier runs left there.
import { execFileSync } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, steady, type Workplace, workplace } from './program.ts';

const root = join(import.meta.dirname, '..', '..');
const example = (name: string) => join(root, 'examples', name);

const made = /^(dist|manifest\.json|.*\.tar)$/;

/** A place with a clean copy of an example in it. */
async function placeWith(name: string): Promise<Workplace> {
  const place = await workplace();
  await cp(example(name), join(place.folder, name), {
    recursive: true,
    filter: (path) => !made.test(basename(path)),
  });
  return place;
}

const finished = (artifacts: string) => `
==> Wait completed after <DURATION>

==> Builds finished. The artifacts of successful builds are:
${artifacts}`;
const nothing = 'Did not export anything. This is the null builder\n';

describe('examples', () => {
  it('hello', async () => {
    await using place = await placeWith('hello');
    const { exit, output, errors } = await run(place, ['build', '-color=false', 'hello']);
    expect({ exit, output: steady(output, place), errors }).toEqual({
      exit: 0,
      output: `==> null.hello: Running local shell script: <ROOT>/tmp/packer-shell<N>
==> null.hello: hello world
==> null.hello: Running post-processor:  (type manifest)
Build 'null.hello' finished after <DURATION>.
${finished(`--> null.hello: ${nothing}--> null.hello: ${nothing}`)}`,
      errors: '',
    });
    const manifest = await readFile(join(place.folder, 'hello', 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest).builds).toHaveLength(1);
  });

  it('many builds', async () => {
    await using place = await placeWith('many-builds');
    const { exit, output } = await run(place, ['build', '-color=false', 'many-builds']);
    expect(exit).toBe(0);
    const names = [...output.matchAll(/: this is (step-\d+)$/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(40);
    expect(output.endsWith(`--> null.step-39: ${nothing}`)).toBe(true);
  });

  it('some of the many builds, as its comment says', async () => {
    await using place = await placeWith('many-builds');
    const { output } = await run(place, ['build', '-only=*.step-1?', 'many-builds']);
    expect(output.match(/: this is step-1\d/g)).toHaveLength(10);
  });

  it('a plugin in Python', async () => {
    await using place = await placeWith('python-plugin');
    const { exit, output, errors } = await run(place, ['build', '-color=false', 'python-plugin'], {
      PACKER_PLUGIN_PATH: join(place.folder, 'python-plugin'),
    });
    expect({ exit, output: steady(output, place), errors }).toEqual({
      exit: 0,
      output: `==> null.example: Hello, world!
Build 'null.example' finished after <DURATION>.
${finished(`--> null.example: ${nothing}`)}`,
      errors: '',
    });
  });

  it('a plugin in TypeScript', async () => {
    execFileSync(process.execPath, [join(example('typescript-plugin'), 'build.mjs')]);
    await using place = await placeWith('typescript-plugin');
    const dist = join(place.folder, 'typescript-plugin', 'dist');
    await cp(join(example('typescript-plugin'), 'dist'), dist, { recursive: true });
    const { exit, output, errors } = await run(
      place,
      ['build', '-color=false', 'typescript-plugin'],
      { PACKER_PLUGIN_PATH: dist },
    );
    expect({ exit, output: steady(output, place), errors }).toEqual({
      exit: 0,
      output: `==> null.example: Hello, world and everybody in it!
==> null.example: Running post-processor:  (type demo-report)
==> null.example (demo-report): Reported to typescript-plugin/dist/report.json
Build 'null.example' finished after <DURATION>.
${finished(`--> null.example: ${nothing}--> null.example: ${nothing}`)}`,
      errors: '',
    });
  });

  it('docker is valid where its plugin is', async () => {
    await using place = await placeWith('docker');
    const ended = await run(place, ['validate', 'docker'], {
      PACKER_PLUGIN_PATH: join(root, 'dist', 'plugins', 'docker'),
    });
    expect(ended).toEqual({ exit: 0, output: 'The configuration is valid.\n', errors: '' });
  });
});
