import type { Mark } from './cursor.ts';

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** The kinds of token that carry nothing. */
export type PlainTokenKind =
  | 'stream-start'
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value';

/** What a token is. `problem` stands for the rest of a text that cannot be read. */
export type TokenBody =
  | { readonly kind: PlainTokenKind | 'problem' }
  | { readonly kind: 'version'; readonly major: number; readonly minor: number }
  | { readonly kind: 'tag-directive'; readonly handle: string; readonly prefix: string }
  | { readonly kind: 'anchor' | 'alias'; readonly name: string }
  | { readonly kind: 'tag'; readonly handle: string; readonly suffix: string }
  | { readonly kind: 'scalar'; readonly text: string; readonly style: ScalarStyle };

/** One token and where it stands. */
export type Token = TokenBody & { readonly start: Mark; readonly end: Mark };
