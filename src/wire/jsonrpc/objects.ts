import { ProtocolError } from '../protocol.ts';

/** Which end of the connection we are. The host numbers odd, the plugin even. */
export type Role = 'host' | 'plugin';

/** Numbers for everything that has one: objects, streams. Never used twice. */
export class Numbering {
  readonly role: Role;
  #next: number;

  constructor(role: Role) {
    this.role = role;
    this.#next = role === 'host' ? 1 : 2;
  }

  take(): number {
    const number = this.#next;
    this.#next += 2;
    return number;
  }

  /** Whether this end gave out the number. */
  isOurs(number: number): boolean {
    return (number % 2 === 1) === (this.role === 'host');
  }
}

/** Objects of one kind that we serve, and those of the other end that we hold a stand-in for. */
export class ObjectTable<T extends object> {
  readonly #what: string;
  readonly #numbering: Numbering;
  readonly #served = new Map<number, T>();
  readonly #standIns = new WeakMap<T, number>();

  constructor(what: string, numbering: Numbering) {
    this.#what = what;
    this.#numbering = numbering;
  }

  /**
   * The number under which the other end may call the object from now on. A stand-in for an object
   * of the other end goes back as what it is: no call takes the long way round.
   */
  refer(object: T): number {
    const theirs = this.#standIns.get(object);
    if (theirs !== undefined) return theirs;
    const number = this.#numbering.take();
    this.#served.set(number, object);
    return number;
  }

  /** The object behind a number that came across: our own, or a stand-in. */
  resolve(number: number, standIn: (number: number) => T): T {
    if (this.#numbering.isOurs(number)) return this.get(number);
    const object = standIn(number);
    this.#standIns.set(object, number);
    return object;
  }

  /** An object we serve. */
  get(number: number): T {
    const object = this.#served.get(number);
    if (object === undefined) throw new ProtocolError(`there is no ${this.#what} ${number}`);
    return object;
  }

  /** The other end can no longer call it. Nothing happens for a number of the other end. */
  release(number: number): void {
    this.#served.delete(number);
  }
}
