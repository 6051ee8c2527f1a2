#!/usr/bin/env node
// What `tspacker` starts with. It runs the chunks of the command, from V8's code cache where one made by this very
// version of Node is beside them: compiling them would take most of the time of a small build. A cache that is
// absent or made for another Node is left aside by V8 without a word.
'use strict';
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const folder = `${__dirname}/chunks/`;
const modules = new Map();

function cacheOf(file) {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
}

/** `require` of the chunks: they name each other `./x.js`, the rest is Node's own. */
function load(name) {
  if (name[0] !== '.') return require(name);
  const chunk = name.slice(name.lastIndexOf('/') + 1);
  const known = modules.get(chunk);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(chunk, module);
  const file = folder + chunk;
  // The build checks that chunks are ASCII.
  const script = new Script(readFileSync(file, 'latin1'), {
    // Caches hold this name; the place of the build is nobody's business.
    filename: `tspacker/${chunk}`,
    cachedData: cacheOf(file),
  });
  script.runInThisContext()(module.exports, load, module, file);
  return module.exports;
}

/**
 * Runs are short: code is optimized later, and the young generation grows at once and is swept by one thread instead
 * of by as many as the machine has. Only for the V8 this was measured with; others may not know the flags.
 */
function tune() {
  if (!process.versions.v8.startsWith('11.3.')) return;
  const { setFlagsFromString } = require('node:v8');
  const flags = ['interrupt-budget=300000', 'no-parallel-scavenge', 'semi-space-growth-factor=16'];
  for (const flag of flags) setFlagsFromString(`--${flag}`);
}

load('./main.js');
// Not before: a cache is taken only under the flags it was made with, and the other commands are too small to gain.
if (['build', 'validate', 'inspect', 'console'].includes(process.argv[2])) tune();
