import type { Expression } from './nodes.ts';
import type { TextRange } from './ranges.ts';

/** Literal text; trimmed and cut while the template is put together. */
export interface TextPart {
  readonly kind: 'text';
  value: string;
  range: TextRange;
}

/** `${ … }`. */
export interface InterpolationPart {
  readonly kind: 'interpolation';
  readonly expression: Expression;
  readonly range: TextRange;
}

/** `%{ if … }`. */
export interface IfPart {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly range: TextRange;
}

/** `%{ for … in … }`. */
export interface ForPart {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly range: TextRange;
}

interface Ending<K extends string> {
  readonly kind: K;
  readonly range: TextRange;
}

/** `%{ else }`, `%{ endif }` or `%{ endfor }`. */
export type EndPart = Ending<'else'> | Ending<'endif'> | Ending<'endfor'>;

/** One element of a template in the order written. */
export type TemplatePart = TextPart | InterpolationPart | IfPart | ForPart | EndPart;

/** All parts of a template. */
export interface TemplateParts {
  readonly parts: TemplatePart[];
  readonly range: TextRange;
  /** The closing token. */
  readonly end: number;
}
