import { foldWidth } from './width.ts';

/** What a number of a person is replaced by. */
const KINDS: readonly {
  readonly mask: string;
  readonly pattern: RegExp;
  readonly isOne?: (digits: string) => boolean;
}[] = [
  {
    mask: '〔身份证号〕',
    pattern:
      /(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])|(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/gu,
  },
  { mask: '〔卡号〕', pattern: /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/gu, isOne: passesLuhn },
  { mask: '〔手机号〕', pattern: /(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu },
];

/**
 * The text with numbers of persons masked: identity cards (18 and 15 digits), bank cards (15 to 19 digits with a right check
 * digit) and mobile phones, in half or full width, with blanks or hyphens. Hotlines, document numbers and amounts stay.
 */
export function maskPersonalNumbers(text: string): string {
  let masked = text;
  for (const { mask, pattern, isOne } of KINDS) {
    // Folding keeps the length, so that places agree.
    const folded = foldWidth(masked);
    let at = 0;
    let next = '';
    for (const match of folded.matchAll(pattern)) {
      if (isOne && !isOne(match[0].replace(/\D/gu, ''))) continue;
      next += masked.slice(at, match.index) + mask;
      at = match.index + match[0].length;
    }
    masked = next + masked.slice(at);
  }
  return masked;
}

/** The check digit of bank cards (ISO/IEC 7812-1). */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && !/^(?<digit>\d)\k<digit>+$/u.test(digits);
}
