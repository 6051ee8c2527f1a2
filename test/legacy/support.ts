import {
  initialise,
  type InitialisedTemplate,
  type LegacyTemplate,
  readTemplate,
  type RenderingContext,
  upgradeTemplate,
} from '../../src/legacy/index.ts';
import type { Result } from '../../src/base/index.ts';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A template, or what is wrong with it. */
export function read(text: string): Result<LegacyTemplate, string> {
  return readTemplate(bytes(text), '/here/a.json');
}

/** A template that must be readable. */
export function readable(value: unknown): LegacyTemplate {
  const template = read(JSON.stringify(value));
  if (!template.ok) throw new Error(template.error);
  return template.value;
}

const unreachable = () => ({ ok: false, error: 'no network' }) as const;

export const context: RenderingContext = {
  started: new Date('2026-11-21T01:12:25.064Z'),
  randomBytes: (count) => new Uint8Array(count),
  workingFolder: '/here',
  templateFolder: '/here',
  coreVersion: '1.16.0',
  environment: { HOME: '/root' },
  stores: {
    consulKey: (key) => ({ ok: true, value: `consul:${key}` }),
    vault: unreachable,
    secretsManager: unreachable,
    secretsManagerRaw: unreachable,
  },
};

/** An initialised template, or why it is none. */
export function start(
  value: unknown,
  supplied: Readonly<Record<string, string>> = {},
): Result<InitialisedTemplate, string> {
  return initialise({
    template: readable(value),
    supplied: new Map(Object.entries(supplied)),
    coreVersion: '1.16.0',
    context,
  });
}

/** The HCL2 template that is written for a legacy one. */
export function upgraded(value: unknown, annotations = false): string {
  return new TextDecoder().decode(upgradeTemplate(readable(value), annotations).bytes);
}

export const nullBuilder = { type: 'null', communicator: 'none' };
