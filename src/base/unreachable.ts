/** Ends a `switch` over a closed union: the compiler proves the call cannot happen. */
export function unreachable(value: never): never {
  throw new Error(`a case was forgotten for ${JSON.stringify(value)}`);
}
