/** Decimal numbers as text, exact: no binary fractions. Digits with at most one point, no sign. */

/** 03,000.50 → 3000.5 */
export function canonicalDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/u, '') || '0';
  const rest = fraction.replace(/0+$/u, '');
  return rest === '' ? digits : `${digits}.${rest}`;
}

/** The number times ten to the power of `places`: 1.1 by 4 → 11000, 5 by −1 → 0.5. */
export function shiftDecimal(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point >= digits.length) return canonicalDecimal(digits + '0'.repeat(point - digits.length));
  if (point <= 0) return canonicalDecimal(`0.${'0'.repeat(-point)}${digits}`);
  return canonicalDecimal(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** Below 0, 0 or above 0, as `a` is smaller, the same or greater. Both canonical. */
export function compareDecimals(a: string, b: string): number {
  const [aWhole = '', aRest = ''] = a.split('.');
  const [bWhole = '', bRest = ''] = b.split('.');
  if (aWhole.length !== bWhole.length) return aWhole.length - bWhole.length;
  if (aWhole !== bWhole) return aWhole < bWhole ? -1 : 1;
  return aRest === bRest ? 0 : aRest < bRest ? -1 : 1;
}
