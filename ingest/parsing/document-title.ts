import {
  ANNEX_LABEL,
  ATTACHMENT_LIST,
  DATE_LINE,
  DOCUMENT_NUMBER,
  isBodyLine,
  RED_HEAD,
  SALUTATION,
  TITLE_END,
} from './head-lines.ts';
import type { LogicalLine } from './logical-line.ts';

export interface Title {
  readonly text: string;
  /** All title lines, a subtitle in brackets (2021—2023年) included: what the period is read from. */
  readonly periodText: string;
  readonly lines: readonly LogicalLine[];
}

/** Well above the longest titles in use; lines that go on are text. */
const LONGEST_TITLE = 240;

/** The title and its lines: the first lines that are no red head, number or annex label, joined while they go on. */
export function readTitle(opening: readonly LogicalLine[], rest: readonly LogicalLine[]): Title {
  const candidates = opening.length > 0 ? opening : rest.slice(0, 1);
  let at = candidates.findIndex(
    ({ text }) => !RED_HEAD.test(text) && !DOCUMENT_NUMBER.test(text) && !ANNEX_LABEL.test(text),
  );
  if (at < 0) return { text: '', periodText: '', lines: [...candidates] };
  const lines: LogicalLine[] = candidates.slice(0, at);
  const heading = candidates.findIndex((line) => line.headingLevel === 1);
  if (heading > at) at = heading;
  let text = '';
  for (; at < candidates.length; at++) {
    const line = candidates[at]!;
    if (!isTitleLine(line, text)) break;
    const next = line.text.replace(/\s+/g, '');
    if (text.length + next.length > LONGEST_TITLE && text !== '') break;
    if (text !== '' && TITLE_END.test(text) && !/^[（(]/.test(next)) {
      const isSubtitle =
        TITLE_END.test(next) && !/(?:关于|印发|转发)/.test(text) && next !== text && next.length <= 30;
      if (!isSubtitle) break;
    }
    text += next;
    lines.push(line);
    if (line.headingLevel === 1) break;
  }
  return { text, periodText: text, lines: text === '' ? [] : lines };
}

function isTitleLine(line: LogicalLine, sofar: string): boolean {
  const { text } = line;
  if (line.headingLevel === 1) return true;
  if (text.length > 90 || /[。；：:]$/.test(text) || DOCUMENT_NUMBER.test(text) || DATE_LINE.test(text))
    return false;
  if (SALUTATION.test(text) || ATTACHMENT_LIST.test(text) || text.includes('\t')) return false;
  if (sofar !== '' && isBodyLine(text)) return false;
  if (sofar !== '' && TITLE_END.test(sofar))
    return /^[（(][^）)]{2,30}[）)]$/.test(text) || TITLE_END.test(text);
  return !/[，。；]/.test(text) || TITLE_END.test(text);
}
