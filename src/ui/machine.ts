import { unreachable } from '../base/index.ts';
import type { Listener, Secrets } from '../events/index.ts';
import type { Clock, TextOutput } from '../platform/index.ts';
import { timestamp } from './durations.ts';
import { prefixLines } from './prefix.ts';
import { type Utterance, wordsFor } from './words.ts';

/** What the machine-readable output needs. */
export interface MachineSettings {
  readonly output: TextOutput;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** `-timestamp-ui`: also inside the texts. */
  readonly timestamps: boolean;
}

const noProgress = { add: () => {}, close: () => {} };

const field = (text: string) =>
  text.replaceAll(',', '%!(PACKER_COMMA)').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

/** One record per line, for other programs (cli 8). */
export function machineListener(settings: MachineSettings): Listener {
  const { output, secrets, clock } = settings;
  const write = (target: string, category: string, fields: readonly string[]) => {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const data = fields.map((text) => field(secrets.mask(text))).join(',');
    // A category may bring its own target: "target,category".
    const place = target === '' && category.includes(',') ? category : `${target},${category}`;
    return output.write(`${seconds},${place},${data}\n`);
  };
  const stamped = (text: string) =>
    settings.timestamps ? `${timestamp(clock.now())}: ${text}` : text;
  const show = (utterance: Utterance): Promise<void> => {
    switch (utterance.from) {
      case 'program':
        return write('', 'ui', [utterance.level, utterance.text]);
      case 'build':
        return write('', 'ui', [utterance.level, stamped(utterance.text)]);
      case 'speaker':
        return write('', 'ui', [
          utterance.level,
          stamped(prefixLines(utterance.speaker, utterance.text)),
        ]);
      case 'machine':
        return write(utterance.target, utterance.category, utterance.fields);
      default:
        return unreachable(utterance);
    }
  };
  return {
    emit: async (event) => {
      for (const utterance of wordsFor(event)) await show(utterance);
    },
    ask: () => Promise.reject(new Error("machine-readable UI can't ask")),
    track: () => Promise.resolve(noProgress),
  };
}
