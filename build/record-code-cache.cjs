// Preloaded by the build into runs of the fresh command: at their end it writes the code cache of each chunk that ran.
'use strict';
const { writeFileSync } = require('node:fs');
const { basename, dirname } = require('node:path');
const vm = require('node:vm');

const folder = `${dirname(process.argv[1])}/chunks/`;
const scripts = new Map();
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (options.filename.startsWith('tspacker/')) scripts.set(basename(options.filename), this);
  }
};
process.on('exit', () => {
  for (const [chunk, script] of scripts) {
    writeFileSync(`${folder}${chunk}.cache`, script.createCachedData());
  }
});
