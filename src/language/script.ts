import { Converter } from 'opencc-js/t2cn';
import type { TextEdit } from '../domain/mapped-text.ts';
import { foldsToSimplified, isSimplifiedForm, simplifyCharacter } from './script-characters.ts';

/** 「乾部」「關于」: a web page that converted simplified text has about a third of its Han characters changed. */
const TRADITIONAL_SHARE = 0.05;

const HAN = /\p{Script=Han}/u;

/**
 * 著 stays where it means writing or renown: 「出版論著」, 「成效顯著」, 「著名商標」, 「著作權」; else it is 着: 「著力」, 「跟著」. The Taiwan
 * dictionary knows some of these words and only in traditional writing.
 */
const WRITING_BEFORE = new Set('专编论卓土原译遗拙显昭巨名合撰');
const WRITING_AFTER = new Set('作名述称者录书');
/** 「技術創新著力點」, 「編著力求」: these open a word of their own with 着. */
const VERB_AFTER = new Set('力眼手重陆落装想实急');

const convert = Converter({ from: 'tw', to: 'cn' });

/**
 * Whether a whole document is written in traditional characters. A traditional word quoted in a simplified text
 * (「“臺灣”字样」) or single variants (「1个月後」「贷款馀额」) do not make it one: traditional characters must be at least
 * one in twenty and more than the simplified forms beside them.
 */
export function detectTraditional(text: string): boolean {
  let han = 0;
  let traditional = 0;
  let simplified = 0;
  for (const character of text) {
    if (!HAN.test(character)) continue;
    han++;
    if (foldsToSimplified(character)) traditional++;
    else if (isSimplifiedForm(character)) simplified++;
  }
  return traditional > 0 && traditional >= han * TRADITIONAL_SHARE && traditional > simplified;
}

/**
 * The edits that turn traditional text into simplified text, in order, one per changed character: 「著力」→ 着力, 「著作」
 * and 「論著」 keep 著, 「乾部」→ 干部. A replacement may have another UTF-16 length than what it replaces.
 */
export function simplifyEdits(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const line of text.split(/(?<=\n)/u)) {
    const before = [...line];
    const after = convertAligned(line, before);
    let start = at;
    before.forEach((character, i) => {
      const end = start + character.length;
      const replacement = after[i]!;
      if (replacement !== character) edits.push({ start, end, replacement });
      start = end;
    });
    at += line.length;
  }
  return edits;
}

/** Traditional characters made simplified, whatever the share: for questions, which may mix both. */
export function toSimplified(text: string): string {
  const characters = [...text];
  return characters.some((character) => simplifyCharacter(character) !== character)
    ? convertAligned(text, characters).join('')
    : text;
}

/** One converted piece per character of `before`; character by character where the dictionary changes their number. */
function convertAligned(line: string, before: readonly string[]): readonly string[] {
  const converted = [...convert(line)];
  if (converted.length !== before.length) return before.map(simplifyCharacter);
  return converted.map((character, i) => {
    if (before[i] === '著') return isWriting(converted[i - 1], converted[i + 1]) ? '著' : '着';
    return character === '馀' ? '余' : character;
  });
}

function isWriting(previous = '', next = ''): boolean {
  return (WRITING_BEFORE.has(previous) && !VERB_AFTER.has(next)) || WRITING_AFTER.has(next);
}
