// The command without its code caches, or with useless ones: it only starts slower.
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { binary, start, steady, workplace } from './program.ts';

const template = `source "null" "a" {
  communicator = "none"
}
build {
  sources = ["source.null.a"]
  provisioner "shell-local" {
    inline = ["echo hello"]
  }
}
`;

const ways: Record<string, (cache: string) => Promise<void>> = {
  'as they are': async () => {},
  missing: (cache) => rm(cache),
  empty: (cache) => truncate(cache, 0),
  'cut off': (cache) => truncate(cache, 100),
  garbage: (cache) => writeFile(cache, 'not a cache'),
  'of another version of Node': async (cache) => {
    const bytes = await readFile(cache);
    // Behind the magic number stands the hash of V8's version.
    bytes.writeUInt32LE(1, 4);
    await writeFile(cache, bytes);
  },
  'with a flipped byte': async (cache) => {
    const bytes = await readFile(cache);
    bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 0xff;
    await writeFile(cache, bytes);
  },
};

describe('code caches', () => {
  it.each(Object.entries(ways))('%s', async (_, spoil) => {
    await using place = await workplace({ 't.pkr.hcl': template });
    const command = join(place.folder, 'command');
    await cp(dirname(binary), command, { recursive: true });
    const chunks = join(command, 'chunks');
    const caches = (await readdir(chunks)).filter((name) => name.endsWith('.cache'));
    expect(caches.length).toBeGreaterThan(0);
    for (const name of caches) await spoil(join(chunks, name));
    const { exit, output, errors } = await start(place, [
      join(command, 'main.js'),
      'build',
      '-color=false',
      't.pkr.hcl',
    ]).ended;
    expect({ exit, output: steady(output, place), errors }).toEqual({
      exit: 0,
      output: `==> null.a: Running local shell script: <ROOT>/tmp/packer-shell<N>
==> null.a: hello
Build 'null.a' finished after <DURATION>.

==> Wait completed after <DURATION>

==> Builds finished. The artifacts of successful builds are:
--> null.a: Did not export anything. This is the null builder
`,
      errors: '',
    });
  });
});
