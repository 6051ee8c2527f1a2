import { evaluatePlain, plainFlag } from '../../eval/index.ts';
import { type Diagnosed, type Diagnostic, hasErrors } from '../../source/index.ts';
import { type Block, type BodySchema, isIdentifier, rangeText } from '../../syntax/index.ts';
import { quote } from '../../values/index.ts';
import type { LocalBlock } from '../model.ts';
import { invalidName } from './identifier.ts';

const schema: BodySchema = {
  attributes: [
    // Packer takes a local without expression and crashes later, unless something else is wrong with it.
    { name: 'expression', required: true },
    { name: 'sensitive', required: false },
  ],
  blocks: [],
};

/** `local "name" { expression = … }` (template-language 5.5). */
export function readLocal(block: Block): Diagnosed<LocalBlock | undefined> {
  const [name = ''] = block.labels;
  const { value: content, diagnostics: found } = block.body.content(schema);
  const diagnostics = [...found];
  if (!isIdentifier(name)) diagnostics.push(invalidName('local', block.labelRanges[0]));
  const flag = content.attributes.get('sensitive');
  const sensitive = flag && evaluatePlain(plainFlag, flag.expression, undefined);
  if (sensitive !== undefined) diagnostics.push(...sensitive.diagnostics);
  const expression = content.attributes.get('expression')?.expression;
  if (expression === undefined || hasErrors(diagnostics)) {
    const others = diagnostics.filter(({ code }) => code !== 'missing-required-argument');
    return { value: undefined, diagnostics: hasErrors(others) ? others : diagnostics };
  }
  const { range } = expression;
  return { value: { name, expression, sensitive: sensitive?.value ?? false, range }, diagnostics };
}

/** `locals { name = expression }`. */
export function readLocals(block: Block): Diagnosed<readonly LocalBlock[]> {
  const { value: attributes, diagnostics } = block.body.justAttributes();
  const locals = [...attributes.values()].map(({ name, expression }) => ({
    name,
    expression,
    sensitive: false,
    range: expression.range,
  }));
  return { value: locals, diagnostics };
}

/** Complaints about every local whose name was taken before. */
export function duplicateLocals(locals: readonly LocalBlock[]): readonly Diagnostic[] {
  const first = new Map<string, LocalBlock>();
  const diagnostics: Diagnostic[] = [];
  for (const local of locals) {
    const earlier = first.get(local.name);
    if (earlier === undefined) first.set(local.name, local);
    else
      diagnostics.push({
        severity: 'error',
        code: 'duplicate-local',
        summary: 'Duplicate local definition',
        detail:
          `Local variable ${quote(local.name)} is defined twice in your templates. ` +
          `Other definition found at ${quote(rangeText(earlier.range))}`,
        subject: local.range,
      });
  }
  return diagnostics;
}
