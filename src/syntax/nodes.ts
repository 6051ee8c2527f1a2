import type { Diagnosed, Range } from '../source/index.ts';

/**
 * A constant as written. Numbers stay text, because only the evaluator knows exact arithmetic; the
 * parser has made sure that the text is a number (JSON: with an optional sign).
 * Strings are decoded and in NFC.
 */
export type Literal =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null' };

/** The variable a reference begins with. */
export interface RootStep {
  readonly kind: 'root';
  readonly name: string;
  readonly range: Range;
}

/** `.name`; the range includes the dot. */
export interface AttributeStep {
  readonly kind: 'attribute';
  readonly name: string;
  readonly range: Range;
}

/** `[0]`, `["key"]` or the legacy `.0`; the range includes brackets or dot. */
export interface IndexStep {
  readonly kind: 'index';
  readonly key: Literal;
  readonly range: Range;
}

/** `[*]`; only in partial traversals. */
export interface SplatStep {
  readonly kind: 'splat';
  readonly range: Range;
}

/** One step that can follow another. */
export type RelativeStep = AttributeStep | IndexStep;

/** A reference: a variable and constant steps from it, such as `var.list[0].name`. */
export interface Traversal {
  readonly root: RootStep;
  readonly steps: readonly RelativeStep[];
  readonly range: Range;
}

/** A constant: number, `true`, `false`, `null`, or literal text of a template. */
export interface LiteralNode {
  readonly kind: 'literal';
  readonly value: Literal;
  readonly range: Range;
}

/** Text in quotes, a heredoc or a branch of a directive: always a string. At least one part. */
export interface TemplateNode {
  readonly kind: 'template';
  readonly parts: readonly Expression[];
  readonly range: Range;
}

/** A template that is one interpolation and nothing else: the value is passed on as it is. */
export interface TemplateWrapNode {
  readonly kind: 'template-wrap';
  readonly wrapped: Expression;
  readonly range: Range;
}

/** `%{ for … }`: the results of the tuple `for`, joined as text. */
export interface TemplateJoinNode {
  readonly kind: 'template-join';
  readonly tuple: ForNode;
  readonly range: Range;
}

/** `condition ? whenTrue : whenFalse`, or `%{ if }` with template branches. */
export interface ConditionalNode {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly range: Range;
}

/** Operators between two operands. */
export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** `left operator right`. */
export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly range: Range;
}

/** `-operand` or `!operand`. */
export interface UnaryNode {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
  readonly range: Range;
  readonly symbolRange: Range;
}

/** `name(arguments)`; the name may have namespaces (`a::b`). */
export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** The last argument was followed by `...`. */
  readonly expandFinal: boolean;
  readonly range: Range;
  readonly nameRange: Range;
  readonly openParenRange: Range;
  readonly closeParenRange: Range;
}

/** `[for …]`, `{for …}` or the loop of a `%{ for }`. Gives an object exactly if `key` is there. */
export interface ForNode {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `...` after the value: collect the values of equal keys. */
  readonly grouping: boolean;
  readonly range: Range;
  readonly openRange: Range;
  readonly closeRange: Range;
}

/** `[a, b]`. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
  readonly range: Range;
  readonly openRange: Range;
}

/** One `key = value` of an object constructor. */
export interface ObjectItem {
  readonly key: ObjectKeyNode;
  readonly value: Expression;
}

/** `{ key = value }`. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
  readonly range: Range;
  readonly openRange: Range;
}

/** The key of an object item. */
export interface ObjectKeyNode {
  readonly kind: 'object-key';
  /** The bare word, if the key is nothing but one: then it names itself and `wrapped` is not evaluated. */
  readonly word: string | undefined;
  readonly wrapped: Expression;
  /** Begins with `(`: a traversal in there is meant as a reference. */
  readonly parenthesized: boolean;
  readonly range: Range;
}

/** A reference. */
export interface ScopeTraversalNode {
  readonly kind: 'scope-traversal';
  readonly traversal: Traversal;
  readonly range: Range;
}

/** Constant steps from something that is not a reference, such as `f(x).a[0]`. */
export interface RelativeTraversalNode {
  readonly kind: 'relative-traversal';
  readonly source: Expression;
  readonly steps: readonly RelativeStep[];
  readonly range: Range;
}

/** `collection[key]` with a computed key. */
export interface IndexNode {
  readonly kind: 'index';
  readonly collection: Expression;
  readonly key: Expression;
  readonly range: Range;
  readonly openRange: Range;
  readonly bracketRange: Range;
}

/** `source[*]…` or `source.*…`: `each` is evaluated for every element, which `item` stands for. */
export interface SplatNode {
  readonly kind: 'splat';
  readonly source: Expression;
  readonly each: Expression;
  readonly item: SplatItemNode;
  readonly range: Range;
  readonly markerRange: Range;
}

/** The current element inside a splat; compare by identity with `SplatNode.item`. */
export interface SplatItemNode {
  readonly kind: 'splat-item';
  readonly range: Range;
}

/** `(inner)`. */
export interface ParenthesesNode {
  readonly kind: 'parentheses';
  readonly inner: Expression;
  readonly range: Range;
}

/** Stands where nothing sensible could be read; the mistake has been reported. Worth an unknown. */
export interface InvalidNode {
  readonly kind: 'invalid';
  readonly range: Range;
}

/** A JSON string: a template where references are allowed, else literal text. */
export interface JsonStringNode {
  readonly kind: 'json-string';
  /** The decoded text, not normalised. */
  readonly text: string;
  readonly range: Range;
  /** The text read as a template; parsed when first asked for. */
  template(): Diagnosed<Expression>;
}

/** A JSON array: a tuple. */
export interface JsonArrayNode {
  readonly kind: 'json-array';
  readonly items: readonly JsonNode[];
  readonly range: Range;
  readonly openRange: Range;
}

/** One property of a JSON object, in the order written, repeated ones included. */
export interface JsonProperty {
  /** The name is a template like any other string; `key.text` is the name as written. */
  readonly key: JsonStringNode;
  readonly value: JsonNode;
}

/** A JSON object. */
export interface JsonObjectNode {
  readonly kind: 'json-object';
  readonly properties: readonly JsonProperty[];
  readonly range: Range;
  readonly openRange: Range;
  readonly closeRange: Range;
}

/** A JSON value; numbers, booleans and null are plain literals. */
export type JsonNode = JsonStringNode | JsonArrayNode | JsonObjectNode | LiteralNode | InvalidNode;

/** Everything that can stand for a value, in both flavours. */
export type Expression =
  | LiteralNode
  | TemplateNode
  | TemplateWrapNode
  | TemplateJoinNode
  | ConditionalNode
  | BinaryNode
  | UnaryNode
  | CallNode
  | ForNode
  | TupleNode
  | ObjectNode
  | ObjectKeyNode
  | ScopeTraversalNode
  | RelativeTraversalNode
  | IndexNode
  | SplatNode
  | SplatItemNode
  | ParenthesesNode
  | InvalidNode
  | JsonStringNode
  | JsonArrayNode
  | JsonObjectNode;
