import * as z from 'zod/mini';
import { parseStrictJson, plainJson, type Result } from '../../sdk/index.ts';
import type { Manifest } from './manifest-file.ts';

// Made when a manifest is read: most runs write the first one.
const text = () => z.catch(z.string(), '');

const build = () =>
  z.pipe(
    z.object({
      name: text(),
      builder_type: text(),
      build_time: z.optional(z.number()),
      files: z.catch(
        z.nullable(z.array(z.object({ name: text(), size: z.catch(z.number(), 0) }))),
        null,
      ),
      artifact_id: text(),
      packer_run_uuid: text(),
      custom_data: z.catch(z.nullable(z.record(z.string(), z.string())), null),
    }),
    // The order of the keys is that of the file.
    z.transform(({ build_time, name, builder_type, ...rest }) => ({
      name,
      builder_type,
      ...(build_time === undefined ? {} : { build_time }),
      ...rest,
    })),
  );

const schema = () => z.object({ builds: z.catch(z.array(build()), []), last_run_uuid: text() });

/** Reads a manifest that an earlier run wrote; the error says what is wrong with it. */
export function readManifest(content: Uint8Array): Result<Manifest, string> {
  const parsed = parseStrictJson(content);
  if (!parsed.ok) return { ok: false, error: parsed.error.message };
  const checked = schema().safeParse(plainJson(parsed.value.value) ?? {}, { jitless: true });
  if (checked.success) return { ok: true, value: checked.data };
  return { ok: false, error: 'json: it does not hold an object with builds' };
}
