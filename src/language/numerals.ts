const DIGITS = new Map<string, number>([
  ...'〇一二三四五六七八九'.split('').map((digit, i): [string, number] => [digit, i]),
  ...'零壹贰叁肆伍陆柒捌玖'.split('').map((digit, i): [string, number] => [digit, i]),
  ['○', 0],
  ['两', 2],
]);

const SMALL_UNITS = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
]);

/** Largest first. */
const LARGE_UNITS = new Map([
  ['亿', 100_000_000],
  ['万', 10_000],
]);

/** Contracted tens of older documents: 廿三 = 23. */
const CONTRACTED_TENS = new Map([
  ['廿', '二十'],
  ['卅', '三十'],
]);

/** Characters a Chinese numeral is written with, for use inside a character class. */
export const CHINESE_NUMERAL_CHARACTERS = '〇○零一二两三四五六七八九十百千万亿廿卅';

/** Longer ones are no number that anyone wrote. */
const LONGEST = 40;

const ARABIC = /^(?<digits>\d+(?:\.\d+)?)(?<units>[十百千万亿]{0,2})$/u;

/**
 * The value of a numeral in Chinese or mixed writing: 二十一 → 21, 二〇一九 → 2019, 一百零五 → 105, 5万 → 50000, 1.1万 → 11000,
 * 三亿五千万 → 350000000. `null` for anything else, also for a bare unit (百, 千万), for ill-formed ones (一二十)
 * and for more than 40 characters.
 */
export function parseChineseNumeral(text: string): number | null {
  if (text.length > LONGEST) return null;
  const arabic = ARABIC.exec(text);
  if (arabic) return multiply(arabic.groups!.digits!, arabic.groups!.units!);
  const spelled = text.replace(/[廿卅]/gu, (tens) => CONTRACTED_TENS.get(tens)!);
  if (spelled === '' || /^[百佰千仟万亿]/u.test(spelled)) return null;
  const characters = [...spelled];
  if (characters.every((character) => DIGITS.has(character))) return readDigits(characters);
  return readPositional(spelled);
}

/** 21 → 二十一, 110 → 一百一十, 1001 → 一千零一. Throws RangeError outside 1 … 9999. */
export function formatChineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) throw new RangeError(`no numeral for ${value}`);
  const units = ['', '十', '百', '千'];
  const digits = [...String(value)].map(Number);
  let text = '';
  digits.forEach((digit, i) => {
    if (digit === 0) {
      if (text !== '' && !text.endsWith('零') && digits.slice(i).some((later) => later > 0)) text += '零';
      return;
    }
    text += '零一二三四五六七八九'[digit]! + units[digits.length - 1 - i]!;
  });
  return text.startsWith('一十') ? text.slice(1) : text;
}

/** Enclosed numbers by first code point, last code point and the first one's value: ①… ㉑… ㊱… ⑴… ⒈… ㈠…. */
const ENCLOSED: readonly (readonly [first: number, last: number, value: number])[] = [
  [0x2460, 0x2473, 1],
  [0x3251, 0x325f, 21],
  [0x32b1, 0x32bf, 36],
  [0x2474, 0x2487, 1],
  [0x2488, 0x249b, 1],
  [0x3220, 0x3229, 1],
];

/** The number inside one enclosed character (① … ㊿, ⑴ … ⒇, ⒈ … ⒛, ㈠ … ㈩); `null` for any other text. */
export function parseEnclosedNumeral(character: string): number | null {
  const code = character.codePointAt(0);
  if (code === undefined || character.length !== 1) return null;
  const range = ENCLOSED.find(([first, last]) => code >= first && code <= last);
  return range ? code - range[0] + range[2] : null;
}

/** 1 → ①, 50 → ㊿. Throws RangeError outside 1 … 50. */
export function formatCircledNumeral(value: number): string {
  const range = ENCLOSED.slice(0, 3).find(
    ([first, last, from]) => value >= from && value <= from + last - first,
  );
  if (!range || !Number.isInteger(value)) throw new RangeError(`no circled numeral for ${value}`);
  return String.fromCodePoint(range[0] + value - range[2]);
}

/** 1.1 × 万, without the rounding of binary fractions. */
function multiply(digits: string, units: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  let factor = 1;
  for (const unit of units) factor *= SMALL_UNITS.get(unit) ?? LARGE_UNITS.get(unit)!;
  if (fraction === '') return Number(whole) * factor;
  return (Number(whole + fraction) * factor) / 10 ** fraction.length;
}

function readDigits(characters: readonly string[]): number {
  return characters.reduce((value, character) => value * 10 + DIGITS.get(character)!, 0);
}

/** 三亿五千万零二: what stands before 亿 and 万 multiplies them, the rest is added. */
function readPositional(text: string): number | null {
  for (const [unit, factor] of LARGE_UNITS) {
    const at = text.lastIndexOf(unit);
    if (at < 0) continue;
    const head = readPositional(text.slice(0, at));
    const rest = text.slice(at + 1);
    const tail = rest === '' ? 0 : readPositional(rest);
    return head === null || head === 0 || tail === null || tail >= factor ? null : head * factor + tail;
  }
  return readBelowTenThousand(text);
}

const DIGIT = '[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]';
const BELOW_TEN_THOUSAND = new RegExp(
  `^(?:(?<thousands>${DIGIT})[千仟])?(?<gap1>[零〇])?(?:(?<hundreds>${DIGIT})[百佰])?(?<gap2>[零〇])?` +
    `(?<ten>(?<tens>${DIGIT})?[十拾])?(?<gap3>[零〇])?(?<ones>${DIGIT})?$`,
  'u',
);

/** 一千零一十, 十五, 零二. The colloquial 一百二 (120) is ambiguous and gives `null`. */
function readBelowTenThousand(text: string): number | null {
  const groups = BELOW_TEN_THOUSAND.exec(text)?.groups;
  if (!groups) return null;
  const { thousands, hundreds, ten, tens, ones } = groups;
  const hasGap = Boolean(groups.gap1 || groups.gap2 || groups.gap3);
  if (ones && !ten && (thousands || hundreds) && !hasGap) return null;
  const value =
    1000 * digitOf(thousands) +
    100 * digitOf(hundreds) +
    (ten ? 10 * (tens ? digitOf(tens) : 1) : 0) +
    digitOf(ones);
  return value === 0 ? null : value;
}

function digitOf(character: string | undefined): number {
  return character === undefined ? 0 : DIGITS.get(character)!;
}
