import * as z from 'zod/mini';

/** Text; absent is empty. */
export const text = (initial = '') => z._default(z.string(), initial);
/** True or false; absent is false. */
export const flag = () => z._default(z.boolean(), false);
/** A number; absent is 0. */
export const whole = () => z._default(z.number(), 0);
/** Any number of texts. */
export const texts = () => z._default(z.array(z.string()), []);
/** Any number of numbers. */
export const numbers = () => z._default(z.array(z.number()), []);
/** Texts by name. */
export const textMap = () => z._default(z.record(z.string(), z.string()), {});
