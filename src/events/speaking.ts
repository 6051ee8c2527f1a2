import type { Ui } from '../components/index.ts';
import type { Speaker } from './event.ts';
import type { Listener } from './listener.ts';

/** The `Ui` a component gets: whatever it says becomes an event of its build. */
export function speakingUi(listener: Listener, speaker: Speaker): Ui {
  return {
    say: (text) => listener.emit({ kind: 'component-spoke', speaker, level: 'say', text }),
    error: (text) => listener.emit({ kind: 'component-spoke', speaker, level: 'error', text }),
    machine: (category, fields) =>
      listener.emit({ kind: 'recorded', target: speaker.build, category, fields }),
    ask: (query) => listener.ask(speaker, query),
    trackProgress: (source, current, total) => listener.track(speaker, source, current, total),
  };
}
