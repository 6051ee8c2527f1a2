import * as z from 'zod/mini';
import { once } from '../base/index.ts';
import type { ComponentKind } from '../components/index.ts';
import { readEntry, shortName, writeEntry } from './memory.ts';
import type { InstalledPlugin } from './verify.ts';
import type { StoreWorld } from './world.ts';

/** How schemas are written down; entries in another form are not read. */
const form = 1;

const shape = once(() =>
  z.object({
    form: z.literal(form),
    identity: z.string(),
    sha256: z.string(),
    component: z.string(),
    schema: z.string(),
  }),
);

/** The schemas of one plugin's components, as texts. */
export interface RememberedSchemas {
  /** Undefined where nothing is remembered of exactly these bytes in exactly this file. */
  recall(kind: ComponentKind, name: string): Promise<string | undefined>;
  /** Never rejects: a cache folder that cannot be written only costs time. */
  remember(kind: ComponentKind, name: string, schema: string): Promise<void>;
}

/** What is remembered of a verified plugin; a file for each component. */
export function rememberedSchemas(world: StoreWorld, plugin: InstalledPlugin): RememberedSchemas {
  const identity = `${plugin.path}:${plugin.identity}`;
  const { sha256 } = plugin;
  const componentOf = (kind: ComponentKind, name: string) => `${kind} ${name}`;
  const fileOf = (component: string) =>
    `tspacker-schema-${shortName(`${plugin.path}\n${component}`)}.json`;
  return {
    async recall(kind, name) {
      const component = componentOf(kind, name);
      const entry = shape().safeParse(await readEntry(world, fileOf(component)));
      if (!entry.success) return undefined;
      const { data } = entry;
      const isSame =
        data.identity === identity && data.sha256 === sha256 && data.component === component;
      return isSame ? data.schema : undefined;
    },
    async remember(kind, name, schema) {
      const component = componentOf(kind, name);
      const entry: z.infer<ReturnType<typeof shape>> = {
        form,
        identity,
        sha256,
        component,
        schema,
      };
      await writeEntry(world, fileOf(component), entry);
    },
  };
}
