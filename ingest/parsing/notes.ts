import { isAnnexLine } from './annex.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';

/** 「注释：」 alone above its list. */
const NOTES_HEADING = /^(?:注\s*释?|备\s*注|附\s*注|说\s*明|资料来源|数据来源)\s*[:：]$/;
/** 「注：1.本公报中数据均为初步统计数。」 */
const NOTES_LINE = /^(?:注释?|附注)\s*[:：]\s*(?:[（([]?[1①][）)\].．、]?)/;

const OUTER_KINDS = new Set(['part', 'chapter', 'section', 'article', 'cn', 'cn-paren']);

/** The places where notes to the whole document, or to an annex, begin: behind its last numbered section. */
export function findClosingNotes(lines: readonly LogicalLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  let isBehindLast = true;
  for (let i = lines.length - 1; i > 0; i--) {
    const { text } = lines[i]!;
    if (isBehindLast && (NOTES_HEADING.test(text) || NOTES_LINE.test(text))) found.add(i);
    if (isAnnexLine(text)) isBehindLast = true;
    else if (OUTER_KINDS.has(readNumber(text)?.kind ?? '')) isBehindLast = false;
  }
  return found;
}
