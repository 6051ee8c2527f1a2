import { describe, expect, it } from 'vitest';
import { type Route, routeFor } from '../../src/cli/route.ts';

const names = new Set(['build', 'version', 'plugins', 'plugins install', 'plugins installed']);

describe('routeFor', () => {
  it.each<[string[], Route]>([
    [[], { kind: 'root-help', exitCode: 127 }],
    [['-h'], { kind: 'root-help', exitCode: 0 }],
    [['bogus'], { kind: 'root-help', exitCode: 127 }],
    [['bogus', '-h'], { kind: 'root-help', exitCode: 127 }],
    [['--', 'build'], { kind: 'root-help', exitCode: 127 }],
    [['build', 'a', '-x'], { kind: 'run', name: 'build', words: ['a', '-x'] }],
    [['build', 'a', '-help'], { kind: 'help', name: 'build' }],
    [['build', '-var', '-h', 'a'], { kind: 'help', name: 'build' }],
    [['build', '--', '-h'], { kind: 'run', name: 'build', words: ['--', '-h'] }],
    [['-bogus', 'build', 'a'], { kind: 'flags-first', name: 'build' }],
    [['-v'], { kind: 'run', name: 'version', words: [] }],
    [['--version', '-h'], { kind: 'run', name: 'version', words: [] }],
    [['build', '-v'], { kind: 'run', name: 'build', words: ['-v'] }],
    [['plugins', 'install', 'x'], { kind: 'run', name: 'plugins install', words: ['x'] }],
    [['plugins', 'installed'], { kind: 'run', name: 'plugins installed', words: [] }],
    [['plugins', 'bogus'], { kind: 'run', name: 'plugins', words: ['bogus'] }],
    [['plugins', '', 'install'], { kind: 'run', name: 'plugins', words: ['', 'install'] }],
    [['plugins', 'install', '-h'], { kind: 'help', name: 'plugins install' }],
    [['-autocomplete-install'], { kind: 'autocomplete', install: true, uninstall: false }],
    [
      ['--autocomplete-uninstall', '-autocomplete-install'],
      { kind: 'autocomplete', install: true, uninstall: true },
    ],
  ])('%j', (words, route) => {
    expect(routeFor(words, (name) => names.has(name))).toEqual(route);
  });
});
