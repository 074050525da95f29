import { parseChineseNumeral } from '../../src/language/numerals.ts';
import { isBodyLine } from './head-lines.ts';
import type { LogicalLine } from './logical-line.ts';
import { readMemberList } from './member-list.ts';
import { isExpected, type NumberingState, readNumber } from './numbering.ts';
import { readTableHeader } from './table-header.ts';
import { addresseeLength } from './title-block.ts';
import { appendTitle, isCompleteTitle } from './title-lines.ts';
import { TITLE_NOUN } from './title-noun.ts';

/** Where an annex, or the plan that a notice carries, begins. */
export interface AnnexStart {
  /** As printed; null where there is none. */
  readonly number: number | null;
  /** 附件1; empty for a plan behind its notice. */
  readonly printed: string;
  readonly title: string;
  /** Lines that are only its heading. */
  readonly length: number;
}

const ANNEX_LINE =
  /^(?<label>附\s*件|附\s*表|附\s*录)\s*(?<number>\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：.．、]\s*|\s+|$)(?<title>[^。]{0,60})$/;
const TITLE_LINE = new RegExp(`${TITLE_NOUN}(?:[（(][^）)]{1,24}[）)])*$`);

export function isAnnexLine(text: string): boolean {
  return ANNEX_LINE.test(text);
}

/** Whether a line could be the title of a plan that follows a notice. */
export function isPlanTitle(text: string): boolean {
  return text.length <= 60 && TITLE_LINE.test(text) && !/[，。；：]/.test(text) && !readNumber(text);
}

/**
 * 「附件1」 on a line of its own, with or without its title; or the title line of a plan that follows a numbered notice: there
 * the numbering begins anew.
 */
export function readAnnexStart(
  lines: readonly LogicalLine[],
  at: number,
  state: NumberingState,
): AnnexStart | null {
  const { text } = lines[at]!;
  const match = ANNEX_LINE.exec(text);
  if (match?.groups) {
    const digits = match.groups['number'] ?? '';
    const number = digits === '' ? null : /^\d+$/.test(digits) ? Number(digits) : parseChineseNumeral(digits);
    const title = match.groups['title']!.trim();
    const heading = readAnnexTitle(lines, at + 1, title);
    const length = 1 + heading.length;
    return {
      number,
      printed: match.groups['label']!.replace(/\s+/g, '') + digits,
      title: heading.title,
      length: length + addresseeLength(lines, at + length),
    };
  }
  const members = readMemberList(lines, at, state);
  if (members) return { number: null, printed: '', ...members };
  if (state.open.length === 0 || text.length > 60) return null;
  const plan = readAnnexTitle(lines, at, '');
  if (!TITLE_LINE.test(plan.title) || /[，。；：]/.test(plan.title) || plan.length === 0) return null;
  const restarts = lines.slice(at + plan.length, at + plan.length + 6).some((line) => {
    const token = readNumber(line.text);
    return token !== null && token.value === 1 && token.rank <= 4 && !isExpected(state, token);
  });
  return restarts ? { number: null, printed: '', ...plan } : null;
}

/** A title over up to three lines, the first of which may stand behind the label; a single heading line where none is complete. */
function readAnnexTitle(
  lines: readonly LogicalLine[],
  at: number,
  printed: string,
): { readonly title: string; readonly length: number } {
  let title = printed;
  for (let length = printed === '' ? 1 : 0; length <= 3; length++) {
    if (length > 0) {
      if (!isHeadingLine(lines, at + length - 1)) break;
      const { text } = lines[at + length - 1]!;
      if (length > 1 && isBodyLine(text)) break;
      title = appendTitle(title, text);
    }
    if (title.length > 90) break;
    if (isCompleteTitle(title)) return { title, length };
  }
  if (printed !== '' || !isHeadingLine(lines, at)) return { title: printed, length: 0 };
  return { title: lines[at]!.text, length: 1 };
}

function isHeadingLine(lines: readonly LogicalLine[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  return (
    text !== '' &&
    text.length <= 60 &&
    !/[。；：:]$|[。；]/.test(text) &&
    !isAnnexLine(text) &&
    !readNumber(text) &&
    !readTableHeader(lines, at)
  );
}

/** The lines without those that only list attachments. */
export function withoutAttachmentLists(lines: readonly LogicalLine[]): LogicalLine[] {
  const kept: LogicalLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    const listed = attachmentListLength(lines, i);
    if (listed > 0) i += listed - 1;
    else kept.push(lines[i]!);
  }
  return kept;
}

/** How many lines from `at` on only list attachments (附件：1.… ⏎ 2.…); 0 where none does, as where a table stands right below. */
function attachmentListLength(lines: readonly LogicalLine[], at: number): number {
  const { text } = lines[at]!;
  const isList =
    /^附\s*件?\s*[:：]\s*(?:1\s*[.．、]\s*)?\S/.test(text) ||
    (/^附件\s*1\s*[:：.．]\s*\S/.test(text) && /^附件\s*2\s*[:：.．]\s*\S/.test(lines[at + 1]?.text ?? ''));
  if (!isList) return 0;
  let length = 1;
  while (at + length < lines.length) {
    const next = lines[at + length]!.text;
    const goesOn = new RegExp(`^(?:附件\\s*)?${length + 1}\\s*[.．、:：]`).test(next);
    if (!goesOn || next.length > 80 || /。/.test(next)) break;
    length++;
  }
  const isOne = length === 1 && at + 1 < lines.length && isAnnexLine(text);
  const headsTable = isOne && readTableHeader(lines, at + 1) !== null;
  return headsTable ? 0 : length;
}
