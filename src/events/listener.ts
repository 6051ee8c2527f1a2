import type { Progress } from '../components/index.ts';
import type { Event, Speaker } from './event.ts';

/**
 * Takes what happens. `emit` resolves when the listener is ready for more, so that a fast talker is
 * slowed down; it never rejects.
 */
export interface EventSink {
  emit(event: Event): Promise<void>;
}

/** A listener that can also answer: the one that sits in front of the person. */
export interface Listener extends EventSink {
  /**
   * Asks the person; the answer is trimmed. Rejects with an Error fit for the user where nobody can be
   * asked, or when the signal is aborted.
   */
  ask(speaker: Speaker, query: string): Promise<string>;
  /** Shows how far a transfer is, where that is possible. */
  track(speaker: Speaker, source: string, current: number, total: number): Promise<Progress>;
}
