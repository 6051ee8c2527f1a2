import { expect, test } from 'vitest';
import { shown } from '../schema/reading.ts';
import { resolving } from './resolving.ts';

async function evaluated(text: string, more: object = {}) {
  const { resolved, phaseC, read } = await resolving({ files: { 'a.pkr.hcl': text }, ...more });
  const locals = resolved.locals.map(({ name, value }) => [name, shown(value)]);
  return { locals: Object.fromEntries(locals), diagnostics: phaseC, read };
}

const ok = (locals: object, ...read: string[]) => ({ locals, diagnostics: [], read });
const not = (locals: object, ...diagnostics: string[]) => ({ locals, diagnostics, read: [] });

const graph = (...problems: string[]) =>
  `error - failed to prepare execution graph | An error occurred while building the graph for datasources/locals: ${problems.length === 1 ? '1 error' : `${problems.length} errors`} occurred:\n${problems.map((each) => `\t* ${each}\n`).join('')}\n`;

const echo = (name: string, input: string) => `data "echo" "${name}" {\n input = ${input}\n}\n`;

test.each<[string, unknown]>([
  [
    'locals {\n c = "${local.b}c"\n b = "${local.a}b"\n a = "a"\n}',
    ok({ c: 'abc', b: 'ab', a: 'a' }),
  ],
  [
    `${echo('two', 'local.mid')}${echo('one', '"1"')}locals {\n mid = "\${data.echo.one.output}-"\n}`,
    ok({ mid: '1-' }, '1', '1-'),
  ],
  [
    'locals {\n root = [path.cwd, path.root, packer.version]\n}',
    ok({ root: ['/home/me', '.', '1.16.0'] }),
  ],
  ['locals {\n s = source.name\n}', ok({ s: '<string>' })],
  [
    'locals {\n b = build.ID\n}',
    not(
      {},
      'error a.pkr.hcl:2,11-14 Unsupported attribute | This object does not have an attribute named "ID".',
    ),
  ],
  [
    'locals {\n a = try(local.zz, 1)\n b = [local.yy, local.yy]\n}',
    not(
      {},
      graph(
        'could not get dependency "local.zz" for "local.a", "local.zz" missing in template',
        'could not get dependency "local.yy" for "local.b", "local.yy" missing in template',
        'could not get dependency "local.yy" for "local.b", "local.yy" missing in template',
      ),
    ),
  ],
  [
    `${echo('d', 'local.b')}locals {\n a = local.b\n b = local.a\n c = local.c\n e = data.echo.d.output\n}`,
    not({}, graph('Cycle: local.a, local.b\nSelf reference: local.c')),
  ],
  [
    `${echo('d', 'local.x')}locals {\n x = data.echo.d.output\n}`,
    not({}, graph('Cycle: local.x, echo.d')),
  ],
  [
    'locals {\n a = local.b\n b = local.c\n c = local.a\n d = local.e\n e = local.d\n}',
    not({}, graph('Cycle: local.c, local.b, local.a\nCycle: local.e, local.d')),
  ],
  [
    'locals {\n a = 1\n b = local["a"]\n}',
    not(
      {},
      'error a.pkr.hcl:3,6-16 failed to process local dependency | The dependencies of local.b cannot be told from this reference. Write it as local.NAME, with a dot.',
    ),
  ],
  [
    `${echo('d', '"x"')}locals {\n b = data.echo\n}`,
    not(
      {},
      'error a.pkr.hcl:5,6-15 failed to process local dependency | The dependencies of local.b cannot be told from this reference. Write it as data.TYPE.NAME, with both parts and dots.',
    ),
  ],
  [
    'locals {\n a = 1\n b = [for local in ["x"] : local]\n c = keys(local)\n}',
    ok({ a: 1, b: ['x'], c: ['a', 'b'] }),
  ],
  [
    'locals {\n other = 1\n base = 2\n bad = local.base + "x"\n late = 3\n}',
    not(
      { base: 2 },
      'error a.pkr.hcl:4,21-24 Invalid operand | Unsuitable value for right operand: a number is required.',
    ),
  ],
  [
    'data "nobody" "x" {\n}\nlocals {\n a = 1\n}',
    not({}, 'error a.pkr.hcl:1,6-14 Unknown data type nobody | known data sources: [echo]'),
  ],
  [echo('x', '"bad"'), not({}, 'error a.pkr.hcl:1,1-16 bad input')],
  [echo('x', '"broken"'), not({}, 'error a.pkr.hcl:1,1-16 Datasource.Execute failed: wire cut')],
  [
    'data "echo" "x" {\n inptu = 1\n}',
    not(
      {},
      'error a.pkr.hcl:2,2-7 Unsupported argument | An argument named "inptu" is not expected here. Did you mean "input"?',
    ),
  ],
])('%j', async (text, expected) => {
  expect(await evaluated(text)).toEqual(expected);
});

test('data sources that are not read give unknown values of their type', async () => {
  const text = `${echo('x', '"broken"')}locals {\n a = data.echo.x.output\n}`;
  expect(await evaluated(text, { skipDatasources: true })).toEqual(ok({ a: '<string>' }));
});

const sequence = (links: number) =>
  `locals {\n${Array.from({ length: links }, (_, i) => ` l${i} = ${i === links - 1 ? 0 : `local.l${i + 1}`}\n`).join('')}}`;

const tooDeep =
  'error - Max local recursion depth exceeded. | An error occured while recursively evaluating locals.Your local variables likely have a cyclic dependency. Please simplify your config to continue. ';

test('sequential: data first, then locals to a depth of ten', async () => {
  const sequential = { sequential: true };
  expect(
    await evaluated(
      `${echo('b', 'data.echo.a.output')}${echo('a', '"1"')}locals {\n x = data.echo.b.output\n}`,
      sequential,
    ),
  ).toEqual(ok({ x: '1' }, '1', '1'));
  const refused = await evaluated(`${echo('d', '"bad"')}locals {\n a = 1\n}`, sequential);
  expect([refused.locals, refused.diagnostics.length]).toEqual([{ a: 1 }, 1]);
  expect((await evaluated(sequence(10), sequential)).diagnostics).toEqual([]);
  expect((await evaluated(sequence(12), sequential)).diagnostics[0]).toEqual(tooDeep);
  expect(await evaluated('locals {\n a = local.zz\n}', sequential)).toEqual(
    not(
      {},
      'error - failed to get local variable | While evaluating "local.a", its dependency "local.zz" was not found, is it defined?',
    ),
  );
  const itself = await evaluated('locals {\n a = local.a\n}', sequential);
  expect(itself.diagnostics).toEqual([
    tooDeep,
    ...Array(10).fill(
      'error a.pkr.hcl:2,11-13 Unsupported attribute | This object does not have an attribute named "a".',
    ),
  ]);
});

test('a chain of 20,000 locals, last one first', async () => {
  const links = 20_000;
  const lines = Array.from({ length: links }, (_, i) =>
    i === links - 1 ? ` l${i} = 0\n` : ` l${i} = local.l${i + 1} + 1\n`,
  );
  const { locals, diagnostics } = await evaluated(`locals {\n${lines.join('')}}`);
  expect([locals.l0, diagnostics]).toEqual([links - 1, []]);
});
