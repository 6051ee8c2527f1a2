import type { Ui } from '../../../components/index.ts';

/** A Ui where the protocol has none: nobody listens, nobody answers. */
export const silentUi: Ui = {
  say: () => Promise.resolve(),
  error: () => Promise.resolve(),
  machine: () => Promise.resolve(),
  ask: () => Promise.reject(new Error('no available tty')),
  trackProgress: () => Promise.resolve({ add: () => {}, close: () => {} }),
};
