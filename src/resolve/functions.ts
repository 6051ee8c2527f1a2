import type { FunctionSpec, NameLookup } from '../eval/index.ts';
import type { Platform } from '../platform/index.ts';

/** The functions of templates; relative file names start at the folder. */
export function templateFunctions(_platform: Platform, _folder: string): NameLookup<FunctionSpec> {
  return new Map();
}
