/** Numbers as official texts print them: value, measure, bound, range; exact. */
export { type Amount, amountOf } from './amount.ts';
export type { Bound } from './bounds.ts';
export { canonicalDecimal, compareDecimals, shiftDecimal } from './decimal.ts';
export { findQuantities, type Quantity } from './find-quantities.ts';
export { readNumeral } from './read-numeral.ts';
