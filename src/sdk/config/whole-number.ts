import * as z from 'zod/mini';

/** A whole number. `z.int()` would refuse those beyond 2^53, which are as good as others of 64 bits. */
export const wholeNumber = z.number().check(z.multipleOf(1));
