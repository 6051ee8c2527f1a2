// Turns the chunks that esbuild splits the command into from ES modules into CommonJS. esbuild can do that itself, but with
// a getter for each name, run on every use of it: imports are bound once here, which start-up and interpreted code feel.
// That needs chunks that do not import each other in a circle and names that are assigned once, and both is checked.

/** `{a,b as c}` as pairs of the name before and behind `as`. */
function pairs(list) {
  return list
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [before, behind = before] = part.split(' as ');
      return [before, behind];
    });
}

const property = (name, local) => (name === local ? name : `${name}:${local}`);

/** `import a,{b as c}from"x";` as declarations. */
function required(clause, specifier) {
  const found = `require(${specifier})`;
  if (clause === undefined) return `${found};`;
  const [, alone, , list] = /^\s*(\*as [\w$]+|[\w$]+)?\s*(,)?(?:\{([^}]*)\})?$/.exec(clause) ?? [];
  if (alone === undefined && list === undefined) throw new Error(`unknown import: ${clause}`);
  const whole = alone === undefined ? '' : `var ${alone.replace('*as ', '')}=${found};`;
  const names = pairs(list ?? '').map(([name, local]) => property(name, local));
  return names.length === 0 ? whole : `${whole}var{${names}}=${found};`;
}

/** esbuild writes those of Node's own modules where they stood in the source, all others at the top. */
const importStatement = /(?<=^|[;}\n])import(?:([^;"]*?)from)?("[^"]+");/g;
const exportList = /export\{([^}]*)\};?\s*$/;
const exportDefault = /export default (.*);\s*$/;

function checkAssignedOnce(name, text) {
  const escaped = name.replaceAll('$', '\\$&');
  const assignment = new RegExp(
    `(?<![.#\\w$"'\`])${escaped}(=(?![=>])|\\+\\+|--|[-+*/|&^%?]{1,2}=)`,
    'g',
  );
  if ((text.match(assignment)?.length ?? 0) > 1) {
    throw new Error(`${name} is exported and assigned more than once`);
  }
}

/** The text of a chunk as the expression of a function of `exports`, `require`, `module` and `__filename`. */
export function asFunction(text, { imports, exports }) {
  const found = { 'import-statement': 0, 'dynamic-import': 0 };
  const rest = text
    .replace(importStatement, (_, clause, specifier) => {
      found['import-statement'] += 1;
      return required(clause, specifier);
    })
    .replace(/\bimport\(("[^"]+")\)/g, (_, specifier) => {
      found['dynamic-import'] += 1;
      return `(async()=>require(${specifier}))()`;
    });
  for (const [kind, count] of Object.entries(found)) {
    const expected = imports.filter((entry) => entry.kind === kind).length;
    if (count !== expected) throw new Error(`${count} of ${expected} × ${kind} found`);
  }
  const list = exportList.exec(rest);
  const alone = list === null ? exportDefault.exec(rest) : null;
  if ((list ?? alone) === null && exports.length > 0) throw new Error('no exports found');
  let tail = '';
  if (list !== null) {
    for (const [local] of pairs(list[1])) checkAssignedOnce(local, rest);
    tail = `module.exports={${pairs(list[1]).map(([local, name]) => property(name, local))}};`;
  }
  if (alone !== null) tail = `module.exports={default:${alone[1]}};`;
  const body = rest.slice(0, (list ?? alone)?.index);
  return `(function(exports,require,module,__filename){"use strict";${body}${tail}})\n`;
}

/** Fails where chunks import each other in a circle. `outputs` is what esbuild says of them. */
export function checkNoCircle(outputs) {
  const done = new Set();
  const visit = (path, above) => {
    if (above.includes(path)) throw new Error(`a circle of chunks: ${[...above, path].join(' ')}`);
    if (done.has(path)) return;
    done.add(path);
    for (const entry of outputs[path]?.imports ?? []) {
      if (entry.kind === 'import-statement') visit(entry.path, [...above, path]);
    }
  };
  for (const path of Object.keys(outputs)) visit(path, []);
}
