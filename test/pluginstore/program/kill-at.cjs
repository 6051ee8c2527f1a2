// Loaded before the program: kills it just before its Nth file operation in a folder, and counts them.
const fs = require('node:fs');

const { KILL_AT, KILL_INSIDE, KILL_COUNT } = process.env;
let operations = 0;
function step(path) {
  if (!String(path).includes(KILL_INSIDE)) return;
  operations += 1;
  if (operations === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
}

function watch(owner, names, pathOf) {
  for (const name of names) {
    const original = owner[name];
    owner[name] = function (...given) {
      step(pathOf(given));
      return original.apply(this, given);
    };
  }
}

watch(
  fs,
  ['mkdirSync', 'readdirSync', 'statSync', 'lstatSync', 'createReadStream'],
  ([path]) => path,
);
watch(fs.promises, ['stat', 'writeFile', 'rename', 'rm', 'chmod', 'readFile'], ([path]) => path);
const open = fs.promises.open;
fs.promises.open = async (path, ...more) => {
  step(path);
  const handle = await open(path, ...more);
  watch(handle, ['write', 'sync', 'close'], () => path);
  return handle;
};
process.on('exit', () => fs.writeFileSync(KILL_COUNT, String(operations)));
