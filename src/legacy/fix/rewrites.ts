import type { JsonValue } from '../json/json-value.ts';
import type { Fixable, FixTarget } from './target.ts';

/** Rewrites a template in place. The failure is the text after `Error fixing: `. */
export type Rewrite = (target: FixTarget) => string | undefined;

/** Which components a rewrite is for. */
export type Selects = (type: string) => boolean;

/** Components of exactly these types. */
export function types(...names: readonly string[]): Selects {
  return (type) => names.includes(type);
}

/** Components whose type begins so. */
export function prefix(start: string): Selects {
  return (type) => type.startsWith(start);
}

/** Every component. */
export const every: Selects = () => true;

type Section = 'builders' | 'provisioners' | 'postProcessors';

function typeOf(component: Fixable): string | undefined {
  const type = component.get('type');
  return typeof type === 'string' ? type : undefined;
}

/** The selected components of a section. Without a type only `every` selects. */
export function selected(
  target: FixTarget,
  section: Section,
  selects: Selects,
): readonly Fixable[] {
  return target[section].filter((component) => {
    const type = typeOf(component);
    return type === undefined ? selects === every : selects(type);
  });
}

/** Calls `change` for each selected component. */
export function change(
  section: Section,
  selects: Selects,
  apply: (component: Fixable) => void,
): Rewrite {
  return (target) => {
    for (const component of selected(target, section, selects)) apply(component);
    return undefined;
  };
}

/** What an old key must hold to be renamed. */
export type Holds = 'string' | 'boolean' | 'anything';

/** How a key is renamed. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly holds: Holds;
  /** A new key that is there already stays as it is. */
  readonly keeps: boolean;
}

/** Renames a key of one component. */
export function renameKey(component: Fixable, { from, to, holds, keeps }: Renaming): void {
  const value = component.get(from);
  if (value === undefined || (holds !== 'anything' && typeof value !== holds)) return;
  component.delete(from);
  if (!keeps || !component.has(to)) component.set(to, value);
}

/** Renames keys in the selected components. */
export function rename(
  section: Section,
  selects: Selects,
  ...renamings: readonly Renaming[]
): Rewrite {
  return change(section, selects, (component) => {
    for (const renaming of renamings) renameKey(component, renaming);
  });
}

/** Deletes keys in the selected components. */
export function remove(section: Section, selects: Selects, ...keys: readonly string[]): Rewrite {
  return change(section, selects, (component) => {
    for (const key of keys) component.delete(key);
  });
}

/** Gives builders of one type another type. */
export function renameType(from: string, to: string): Rewrite {
  return change('builders', types(from), (builder) => void builder.set('type', to));
}

/** Does several rewrites, until one fails. */
export function all(...rewrites: readonly Rewrite[]): Rewrite {
  return (target) => {
    for (const rewrite of rewrites) {
      const problem = rewrite(target);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** The text of a value, undefined for anything else. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
