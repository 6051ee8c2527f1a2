import { unreachable } from '../base/index.ts';
import type { Listener, Secrets } from '../events/index.ts';
import type { Clock, TextOutput } from '../platform/index.ts';
import { timestamp } from './durations.ts';
import { nameOf, prefixLines } from './prefix.ts';
import { progressLine } from './progress-line.ts';
import { type Level, type Utterance, wordsFor } from './words.ts';

/** How the output for people looks. */
export interface PeopleSettings {
  readonly output: TextOutput;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** `-color`: a colour for each build, and a banner that shows it. */
  readonly color: boolean;
  /** False: no escape codes at all (PACKER_NO_COLOR), though the banner stays. */
  readonly escapeCodes: boolean;
  /** `-timestamp-ui`. */
  readonly timestamps: boolean;
  readonly ask: (query: string) => Promise<string>;
}

/** Green, cyan, magenta, yellow, blue: one build after the other. */
const colors = [32, 36, 35, 33, 34];
const red = 31;
const cyan = 36;

const noProgress = { add: () => {}, close: () => {} };

/** The longest name of a transfer that leaves room for its bar. */
const longestName = 30;

/** What the line about transfers is about. */
function transferLabel([first = '', ...more]: readonly string[]): string {
  if (more.length > 0) return `${more.length + 1} transfers`;
  return first.length > longestName ? `…${first.slice(1 - longestName)}` : first;
}

/** Shows what happens to a person: prefixes, colours, times (cli 7). */
export function peopleListener(settings: PeopleSettings): Listener {
  const { output, secrets } = settings;
  const colorOf = new Map<string, number>();
  const line = progressLine(output, settings.clock, transferLabel);
  const write = (text: string) => {
    line.erase();
    return output.write(`${secrets.mask(text)}\n`);
  };
  const track = (name: string, start: number, size: number) => {
    let bytes = start;
    return {
      add: (more: number) => {
        bytes += more;
        line.show(name, bytes, size);
      },
      close: () => line.forget(name),
    };
  };

  const colored = (build: string, level: Level, text: string): string => {
    const color = colorOf.get(build);
    if (!settings.escapeCodes || color === undefined) return text;
    return `\x1b[1;${level === 'error' ? red : color}m${text}\x1b[0m`;
  };
  const ofBuild = (build: string, level: Level, text: string): string =>
    colored(
      build,
      level,
      settings.timestamps ? `${timestamp(settings.clock.now())}: ${text}` : text,
    );
  const show = (utterance: Utterance): Promise<void> => {
    switch (utterance.from) {
      case 'program':
        return write(
          utterance.highlighted && settings.escapeCodes
            ? `\x1b[1;${cyan}m${utterance.text}\x1b[0m`
            : utterance.text,
        );
      case 'build':
        return write(ofBuild(utterance.build, utterance.level, utterance.text));
      case 'speaker': {
        const { speaker, level, text } = utterance;
        return write(ofBuild(speaker.build, level, prefixLines(speaker, text)));
      }
      case 'machine':
        return Promise.resolve();
      default:
        return unreachable(utterance);
    }
  };
  const showColors = async (builds: readonly string[]): Promise<void> => {
    for (const [index, build] of builds.entries()) {
      colorOf.set(build, colors[index % colors.length]!);
      await write(colored(build, 'say', `${build}: output will be in this color.`));
    }
    if (builds.length > 0) await write('');
  };

  return {
    emit: async (event) => {
      if (event.kind === 'builds-selected' && settings.color) await showColors(event.builds);
      for (const utterance of wordsFor(event)) await show(utterance);
    },
    ask: (speaker, query) => {
      line.erase();
      return settings.ask(secrets.mask(colored(speaker.build, 'say', prefixLines(speaker, query))));
    },
    track: async (speaker, source, current, total) =>
      settings.escapeCodes
        ? track(secrets.mask(`${nameOf(speaker)}: ${source}`), current, total)
        : noProgress,
  };
}
