#!/usr/bin/env node
// What `tspacker` starts with. It runs the chunks of the command, from V8's code cache where one made by this very
// version of Node is beside them: compiling them would take most of the time of a small build. A cache that is
// absent or made for another Node is left aside by V8 without a word. Chunks that the same commands need lie
// together in one file, a pack, because opening files and reading caches costs more for many small ones.
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

/** The value of a file of JavaScript. */
function evaluated(name) {
  const file = folder + name;
  // The build checks that chunks are ASCII.
  const script = new Script(readFileSync(file, 'latin1'), {
    // Caches hold this name; the place of the build is nobody's business.
    filename: `tspacker/${name}`,
    cachedData: cacheOf(file),
  });
  return script.runInThisContext();
}

/** The packs that were needed so far, and the one of each packed chunk; the first names them all. */
const [first, packOf] = evaluated('pack-0.js');
const packs = [first];

function functionOf(chunk) {
  const number = packOf[chunk];
  if (number === undefined) return evaluated(chunk);
  packs[number] ??= evaluated(`pack-${number}.js`);
  return packs[number][chunk];
}

/** `require` of the chunks: they name each other `./x.js`, the rest is Node's own. */
function load(name) {
  if (name[0] !== '.') return require(name);
  const chunk = name.slice(name.lastIndexOf('/') + 1);
  const known = modules.get(chunk);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(chunk, module);
  functionOf(chunk)(module.exports, load, module, folder + chunk);
  return module.exports;
}

load('./main.js');
