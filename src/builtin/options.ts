import * as z from 'zod/mini';
import { wholeNumber } from '../sdk/index.ts';

// Options of a type share one schema: making one takes a while.
const anyText = z._default(z.string(), '');
const anyFlag = z._default(z.boolean(), false);
const anyWhole = z._default(wholeNumber, 0);
const anyTexts = z._default(z.array(z.string()), []);
const anyWholes = z._default(z.array(wholeNumber), []);
const anyTextMap = z._default(z.record(z.string(), z.string()), {});

/** How long most things are tried, in nanoseconds. */
export const fiveMinutes = 300_000_000_000n;

/** Text; absent is empty. */
export const text = (initial = '') => (initial === '' ? anyText : z._default(z.string(), initial));
/** True or false; absent is false. */
export const flag = () => anyFlag;
/** A whole number; absent is 0. */
export const whole = () => anyWhole;
/** Any number of texts. */
export const texts = () => anyTexts;
/** Any number of whole numbers. */
export const numbers = () => anyWholes;
/** Texts by name. */
export const textMap = () => anyTextMap;
