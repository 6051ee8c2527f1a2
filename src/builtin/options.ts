import * as z from 'zod/mini';

// Options of a type share one schema: making one takes a while.
const anyText = z._default(z.string(), '');
const anyFlag = z._default(z.boolean(), false);
const anyNumber = z._default(z.number(), 0);
const anyTexts = z._default(z.array(z.string()), []);
const anyNumbers = z._default(z.array(z.number()), []);
const anyTextMap = z._default(z.record(z.string(), z.string()), {});

/** Text; absent is empty. */
export const text = (initial = '') => (initial === '' ? anyText : z._default(z.string(), initial));
/** True or false; absent is false. */
export const flag = () => anyFlag;
/** A number; absent is 0. */
export const whole = () => anyNumber;
/** Any number of texts. */
export const texts = () => anyTexts;
/** Any number of numbers. */
export const numbers = () => anyNumbers;
/** Texts by name. */
export const textMap = () => anyTextMap;
