// Preloaded by the build into runs of the fresh command: at their end it writes the code cache of each chunk that ran.
'use strict';
const { writeFileSync } = require('node:fs');
const vm = require('node:vm');

const scripts = new Map();
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (options.cachedData !== undefined || options.filename?.includes('chunks'))
      scripts.set(options.filename, this);
  }
};
process.on('exit', () => {
  for (const [file, script] of scripts) writeFileSync(`${file}.cache`, script.createCachedData());
});
