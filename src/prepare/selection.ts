import type { ResolvedBuild, BuildSource, SourceFilter } from '../resolve/index.ts';
import type { Diagnostic } from '../source/index.ts';
import { badPattern, exceptMatchedNothing, onlyMatchedTooLittle } from './diagnostics.ts';
import { compileGlob, type Glob } from './glob.ts';

/** `-only` and `-except` of the command line. */
export interface Selection {
  readonly only: readonly string[];
  readonly except: readonly string[];
}

/** The name people see: `build.type.name`, or what a legacy template gives (cli 6.3). */
export function displayName(build: ResolvedBuild, source: BuildSource): string {
  const name = source.localName ?? source.name;
  if (source.body.kind === 'raw' && name === source.type) return name;
  const type = `${source.type}.${name}`;
  return build.name === '' ? type : `${build.name}.${type}`;
}

/** What `-only`, `-except` and the filters of blocks compare a source with. */
export function filterName(source: BuildSource): string {
  const name = source.localName ?? source.name;
  return source.body.kind === 'raw' ? name : `${source.type}.${name}`;
}

/** True if a provisioner or post-processor leaves this source out. */
export function leavesOut(filter: SourceFilter, source: BuildSource): boolean {
  const name = filterName(source);
  if (filter.only.length > 0) return !filter.only.includes(name);
  return filter.except.includes(name);
}

/** Applies the selection, counting what matched, because too few matches are worth a warning. */
export interface Selector {
  takesBuild(build: ResolvedBuild, source: BuildSource): boolean;
  /** True if a post-processor of that name ends its sequence. */
  cutsAt(postProcessor: string): boolean;
  warnings(): readonly Diagnostic[];
}

function compile(flag: 'only' | 'except', patterns: readonly string[]): Glob[] | Diagnostic {
  const globs: Glob[] = [];
  for (const pattern of patterns) {
    const glob = compileGlob(pattern);
    if (!glob.ok) return badPattern(flag, pattern, glob.error);
    globs.push(glob.value);
  }
  return globs;
}

const exactly = (names: readonly string[]): Glob[] =>
  names.map((name) => (other: string) => other === name);

/** Makes the selector, or says which pattern is bad. Legacy templates take names, not globs. */
export function createSelector(selection: Selection, legacy: boolean): Selector | Diagnostic {
  const only = legacy ? exactly(selection.only) : compile('only', selection.only);
  if (!Array.isArray(only)) return only;
  const except = legacy ? exactly(selection.except) : compile('except', selection.except);
  if (!Array.isArray(except)) return except;
  const matchable = (build: ResolvedBuild, source: BuildSource) =>
    legacy ? filterName(source) : displayName(build, source);
  const possible: string[] = [];
  let onlyMatches = 0;
  let exceptMatches = 0;
  return {
    takesBuild: (build, source) => {
      const name = matchable(build, source);
      possible.push(name);
      if (only.length > 0) {
        if (!only.some((glob) => glob(name))) return false;
        onlyMatches++;
      }
      if (!except.some((glob) => glob(name))) return true;
      exceptMatches++;
      return false;
    },
    cutsAt: (postProcessor) => {
      const cuts = except.some((glob) => glob(postProcessor));
      if (cuts) exceptMatches++;
      return cuts;
    },
    warnings: () => {
      if (legacy) return [];
      const warnings: Diagnostic[] = [];
      if (only.length > onlyMatches) warnings.push(onlyMatchedTooLittle(possible));
      if (except.length > exceptMatches) warnings.push(exceptMatchedNothing(possible));
      return warnings;
    },
  };
}
