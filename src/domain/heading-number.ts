const NUMERAL = '[\\d一二三四五六七八九十百]{1,4}';

/**
 * The number before a heading. Without a mark or a blank behind it a numeral belongs to the words: 三网融合工程, 十大工程,
 * 2025年目标; decimal numbers (3.2智慧港口) need none.
 */
export const HEADING_NUMBER = new RegExp(
  `^\\s*(?:[（(]${NUMERAL}[）)][、.．]?|${NUMERAL}(?:[）)、]|[.．](?!\\d)|(?=\\s))[、.．]?|\\d{1,2}(?:[.．]\\d{1,2})+[.．、]?(?=[\\s\\p{Script=Han}])|第${NUMERAL}[编章节条款]|[①-⑳]|——|[-•·])\\s*`,
  'u',
);

/** 「（一）港口岸电改造行动」 → 港口岸电改造行动. */
export function stripNumber(heading: string): string {
  return heading
    .replace(HEADING_NUMBER, '')
    .replace(/[。：:]$/, '')
    .trim();
}
