import { parseChineseNumeral } from '../numerals.ts';
import { canonicalDecimal } from './decimal.ts';

/** The number that a numeral spells, exact: 3,000 → 3000, 一千五百 → 1500, 三点五 → 3.5. `null` for what is none. */
export function readNumeral(text: string): string | null {
  if (/^\d[\d,]*(?:\.\d+)?$/u.test(text)) return canonicalDecimal(text);
  const [whole = '', fraction, more] = text.split('点');
  if (more !== undefined) return null;
  const value = parseChineseNumeral(whole);
  if (value === null || !Number.isSafeInteger(value)) return null;
  if (fraction === undefined) return String(value);
  const digits = parseChineseNumeral(fraction);
  return digits === null
    ? null
    : canonicalDecimal(`${value}.${String(digits).padStart(fraction.length, '0')}`);
}
