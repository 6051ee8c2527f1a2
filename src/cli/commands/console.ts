import type { ConsoleInput } from '../../app/index.ts';
import { defineCommand } from '../command.ts';
import { evaluationFlags } from '../evaluation-flags.ts';
import type { FlagTable } from '../flags.ts';
import { metaFlags } from '../meta-flags.ts';
import { templateRequest } from '../template-request.ts';

const flags = {
  ...metaFlags,
  'config-type': { ...metaFlags['config-type'], hidden: false },
  'use-sequential-evaluation': evaluationFlags['use-sequential-evaluation'],
} as const satisfies FlagTable;

/** `console`: answers expressions with what they are worth in a template. */
export const command = defineCommand({
  usage: 'Usage: tspacker console [options] [TEMPLATE]',
  help: `Answers expressions with what they are worth, in a template if one is named. Type them one
by one, or pipe them in: then only the last answer is printed. "help" tells more.`,
  flags,
  run: async ({ host, flags: given, args }) => {
    // More than one template counts as none.
    const path = args.length === 1 ? (args[0] ?? '') : '';
    const [{ consoleSession, typedLines }, { composeHost }] = await Promise.all([
      import('../../app/index.ts'),
      import('../compose.ts'),
    ]);
    const { signal } = new AbortController();
    const composed = await composeHost(host, { signal, color: false, timestamps: false });
    await using registry = composed.registry;
    const { terminal } = host.platform;
    const inputs = {
      pipe: (): ConsoleInput => ({ kind: 'pipe', source: terminal.input }),
      terminal: (): ConsoleInput => ({ kind: 'lines', lines: terminal.editLines('> ') }),
      other: (): ConsoleInput => ({ kind: 'lines', lines: typedLines(terminal.input) }),
    };
    return consoleSession(
      {
        template: templateRequest(path, given, false),
        sequential: given['use-sequential-evaluation'],
      },
      inputs[terminal.inputKind()](),
      { ...composed, registry },
    );
  },
});
