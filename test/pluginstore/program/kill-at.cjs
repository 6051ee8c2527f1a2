// Loaded before the program: kills it just before its Nth file operation in a folder, and counts them.
const fs = require('node:fs');

const { KILL_AT, KILL_INSIDE, KILL_COUNT } = process.env;
let operations = 0;
function step(path) {
  if (!String(path).includes(KILL_INSIDE)) return;
  operations += 1;
  if (operations === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
}

function watch(names, pathOf) {
  for (const name of names) {
    const original = fs[name];
    const watched = function (...given) {
      step(pathOf(given));
      return original.apply(this, given);
    };
    // What `promisify` wants to know of a function is a property of it.
    fs[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
  }
}

/** The paths of open files by their descriptors. */
const opened = new Map();
const { open } = fs;
fs.open = (path, ...more) => {
  const done = more.pop();
  step(path);
  open(path, ...more, (error, fd) => {
    if (!error) opened.set(fd, path);
    done(error, fd);
  });
};

const { openSync } = fs;
fs.openSync = (path, ...more) => {
  step(path);
  const fd = openSync(path, ...more);
  opened.set(fd, path);
  return fd;
};

watch(['write', 'writeSync', 'fsync', 'close', 'closeSync'], ([fd]) => opened.get(fd));
watch(['mkdirSync', 'readdirSync', 'statSync', 'lstatSync', 'createReadStream'], ([path]) => path);
watch(
  ['stat', 'writeFile', 'writeFileSync', 'renameSync', 'unlinkSync', 'rm', 'chmodSync'],
  ([path]) => path,
);
process.on('exit', () => fs.writeFileSync(KILL_COUNT, String(operations)));
