import type { EventSink } from '../events/index.ts';
import type { Log } from '../platform/index.ts';
import { prefixLines } from './prefix.ts';
import { wordsFor } from './words.ts';

/** Writes what is shown to the log as well, so that one file tells the whole story. */
export function logSink(log: Log): EventSink {
  return {
    emit: async (event) => {
      for (const utterance of wordsFor(event)) {
        switch (utterance.from) {
          case 'machine': {
            const fields = utterance.fields.map((field) => JSON.stringify(field)).join(', ');
            const category =
              utterance.target === ''
                ? utterance.category
                : `${utterance.target},${utterance.category}`;
            log.write('info', `machine readable: ${category} []string{${fields}}`);
            break;
          }
          case 'speaker':
            log.write('info', `ui: ${prefixLines(utterance.speaker, utterance.text)}`);
            break;
          default:
            log.write('info', `ui: ${utterance.text}`);
        }
      }
    },
  };
}
