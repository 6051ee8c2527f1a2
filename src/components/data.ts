/**
 * Plain data that crosses between components: hook data (`build.*`), artifact state, legacy
 * configuration. `bigint` is a whole number and `number` a 64-bit float, because a Go plugin
 * tells them apart; a Uint8Array is bytes, not text.
 */
export type Data =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Date
  | readonly Data[]
  | DataMap;

/** Data by name. Order is the order of insertion. */
export type DataMap = ReadonlyMap<string, Data>;
