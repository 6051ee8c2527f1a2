/** A place between two characters. `line` and `column` count from 1, `byte` from 0. */
export interface Position {
  readonly line: number;
  /** In grapheme clusters, as a person would count. */
  readonly column: number;
  /** UTF-8 bytes before this place, a byte order mark included. */
  readonly byte: number;
}

/**
 * A stretch of one file, end exclusive. Implementations may compute the positions when asked,
 * so keep the range and read positions only where they are shown.
 */
export interface Range {
  readonly filename: string;
  readonly start: Position;
  readonly end: Position;
}
