import iconv from 'iconv-lite';
import { simplifyCharacter } from '../../../src/language/script-characters.ts';

const SAMPLE = 20_000;

/** Signs that Chinese text is set with: general and CJK punctuation, enclosed numbers, full-width forms, ± × ÷ · °. */
const SIGN =
  /[\u00A0\u00B0\u00B1\u00B7\u00D7\u00F7\u2010-\u2027\u2030-\u203B\u2103\u2150-\u216B\u2190-\u2193\u2460-\u249B\u2500-\u257F\u25A0-\u25CF\u2605\u2606\u3000-\u3029\u3200-\u32FF\uFE30-\uFE4F\uFF01-\uFF5E\uFFE5]/u;
const READABLE_ASCII = /[\t\n\r\x20-\x7E]/;
const INVISIBLE = /\p{Cf}/u;
const DAMAGE = /[\p{Cc}\uFFFD]/u;
const RARE_HAN = /\p{Script=Han}/u;

let common: ReadonlySet<string> | undefined;

/**
 * How much a text looks like Chinese or English writing, at most 1: the share of characters that are common ones. Rare Han
 * characters, of which a wrongly decoded text is full, count little; replacement and control characters count against it.
 */
export function measurePlausibility(text: string): number {
  common ??= readCommonCharacters();
  let sum = 0;
  let count = 0;
  for (const character of text.slice(0, SAMPLE)) {
    count++;
    if (READABLE_ASCII.test(character) || SIGN.test(character)) sum += 1;
    else if (common.has(character) || common.has(simplifyCharacter(character))) sum += 1;
    else if (RARE_HAN.test(character)) sum += 0.4;
    else if (DAMAGE.test(character)) sum -= 2;
    else if (INVISIBLE.test(character)) sum += 0.5;
  }
  return count === 0 ? 0 : sum / count;
}

/** The 3,755 characters of the first level of GB 2312. */
function readCommonCharacters(): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) bytes.push(row, cell);
  }
  return new Set(iconv.decode(Buffer.from(bytes), 'gb18030'));
}
