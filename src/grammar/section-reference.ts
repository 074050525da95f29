import { parseChineseNumeral } from '../language/numerals.ts';

const NUMERAL = '[〇零一二三四五六七八九十百]{1,4}|\\d{1,3}';
/** 第三部分, 第二章, 第5项, 第十二条: what is numbered, from the whole to its parts. */
const STEP = new RegExp(
  `第?[（(]?(?<number>${NUMERAL})[）)]?(?<level>大部分|部分|章|节|大项|大点|点|条|款|项|小项|个(?=问题|方面|单位|部门|牵头|配合|责任|局|还|又|也|另)|家(?=单位|部门|牵头|配合|责任|$))|(?:序号|编号)(?:为|是)?第?(?<row>\\d{1,3})|(?<dotted>\\d{1,2}(?:\\.\\d{1,2}){1,4})(?![\\d%年月万亿元.])`,
  'uy',
);

/** 最后一章: which one that is, the document's outline tells. */
export const LAST_PART = -1;
const LAST = /最后(?:一|那|这)?个?(?<level>大?部分|大?方面|章|大类|板块)/uy;

/** A place in a document by its numbers. */
export interface SectionReference {
  readonly start: number;
  readonly end: number;
  readonly steps: readonly { readonly number: number; readonly level: string }[];
}

/** 「第三部分第二条第5项」 「最后一章」 at a place of the text, or null; a bare 三项 is a count, so that one step alone needs its 第. */
export function readSectionReference(text: string, start: number): SectionReference | null {
  const steps: { number: number; level: string }[] = [];
  let at = start;
  LAST.lastIndex = start;
  const last = LAST.exec(text);
  if (last)
    return { start, end: LAST.lastIndex, steps: [{ number: LAST_PART, level: last.groups!['level']! }] };
  for (;;) {
    while (steps.length > 0 && /[的中里，、之]/u.test(text[at] ?? '')) at += 1;
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) break;
    const isBare = !match.groups!['dotted'] && !match.groups!['row'] && text[at] !== '第';
    if (steps.length === 0 && isBare) return null;
    if (match.groups!['dotted'])
      for (const part of match.groups!['dotted'].split('.')) steps.push({ number: Number(part), level: '' });
    else if (match.groups!['row']) steps.push({ number: Number(match.groups!['row']), level: '' });
    else {
      const number = parseChineseNumeral(match.groups!['number']!) ?? Number(match.groups!['number']);
      if (!Number.isInteger(number)) return null;
      steps.push({ number, level: match.groups!['level']! });
    }
    at = STEP.lastIndex;
  }
  if (steps.length === 0) return null;
  while (/[的中里，、之]/u.test(text[at - 1] ?? '') && at > start) at -= 1;
  return { start, end: at, steps };
}
