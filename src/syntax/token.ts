// What a token is. Numbers, because a file has many; those that may not count come first. Imported whole, as `Token`:
// constants of a module cost nothing, while those of an object are looked up each time until the engine has optimized.

/** A comment that does not end its line; never counts. */
export const comment = 0;
export const newline = 1;
/** A comment with the line end behind it; stands for that. */
export const lineComment = 2;
export const endOfFile = 3;
export const identifier = 4;
export const number = 5;
export const openBrace = 6;
export const closeBrace = 7;
export const openBracket = 8;
export const closeBracket = 9;
export const openParen = 10;
export const closeParen = 11;
export const openQuote = 12;
export const closeQuote = 13;
export const openHeredoc = 14;
export const closeHeredoc = 15;
export const templateInterpolation = 16;
export const templateControl = 17;
export const templateEnd = 18;
export const quotedText = 19;
export const plainText = 20;
export const star = 21;
export const slash = 22;
export const plus = 23;
export const minus = 24;
export const percent = 25;
export const equal = 26;
export const equalTo = 27;
export const notEqualTo = 28;
export const less = 29;
export const lessOrEqual = 30;
export const greater = 31;
export const greaterOrEqual = 32;
export const and = 33;
export const or = 34;
export const not = 35;
export const question = 36;
export const colon = 37;
export const doubleColon = 38;
export const dot = 39;
export const comma = 40;
export const ellipsis = 41;
export const fatArrow = 42;
export const bitwiseAnd = 43;
export const bitwiseOr = 44;
export const bitwiseXor = 45;
export const bitwiseNot = 46;
export const apostrophe = 47;
export const backtick = 48;
export const semicolon = 49;
export const invalid = 50;
export const badUtf8 = 51;
export const quotedNewline = 52;
