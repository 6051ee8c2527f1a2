import type { Broker } from './broker.ts';

/** What every object on one connection shares. */
export interface GoLink {
  readonly broker: Broker;
  /** How specs and data-source values are encoded; known to both ends from the command line (plugin-protocol 1.8). */
  readonly encoding: 'gob' | 'protobuf';
}
