import type { TextSpan } from '../../src/domain/text-span.ts';

/** A document named in a sentence: 《国务院关于…的意见》（国发〔2019〕3号). */
export interface PrintedName extends TextSpan {
  /** Without 《》; null where only a number stands. */
  readonly title: string | null;
  readonly documentNumber: string | null;
}

const NUMBER =
  '(?:[\\u4e00-\\u9fffA-Za-z]{1,16}\\s*[〔［\\[（(【]\\s*(?:19|20)\\d{2}\\s*[〕］\\]）)】]\\s*(?:第\\s*)?\\d{1,5}\\s*号|[\\u4e00-\\u9fff]{0,24}令\\s*(?:[〔［\\[（(]?(?:19|20)\\d{2}[〕］\\]）)]?年?)?\\s*第\\s*[\\d一二三四五六七八九十百零〇]{1,7}\\s*号)';
const NUMBER_BEHIND = new RegExp(`^\\s*[（(](?<number>${NUMBER})[)）]?`, 'u');
const NUMBER_ALONE = new RegExp(NUMBER, 'gu');

/** 《 inside 《》 belongs to the title; what is only called short (以下简称《…》) is no document of its own. */
const SHORT = /(?:简称|以下称|下称|即)[“"]?$/u;
const LONGEST_TITLE = 160;

/** The documents that a sentence names, in order; numbers without a title too. Linear. */
export function findNames(text: string): PrintedName[] {
  const found: PrintedName[] = [];
  let depth = 0;
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '《') {
      if (depth === 0) open = at;
      depth++;
    } else if (sign === '》' && depth > 0) {
      depth--;
      if (depth > 0 || at - open > LONGEST_TITLE || at - open < 3) continue;
      if (SHORT.test(text.slice(Math.max(0, open - 4), open))) continue;
      const behind = NUMBER_BEHIND.exec(text.slice(at + 1, at + 80));
      const documentNumber = behind?.groups?.['number']?.replace(/\s+/gu, '') ?? null;
      const end = at + 1 + (behind ? behind[0].length : 0);
      found.push({ title: text.slice(open + 1, at).replace(/\s+/gu, ''), documentNumber, start: open, end });
    }
  }
  for (const match of text.matchAll(NUMBER_ALONE)) {
    const start = match.index;
    const end = start + match[0].length;
    if (found.some((name) => start < name.end && name.start < end)) continue;
    const documentNumber = match[0]
      .replace(/\s+/gu, '')
      .replace(/^(?:根据|依据|按照|以及|[原和与及由以])/u, '');
    found.push({ title: null, documentNumber, start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}
