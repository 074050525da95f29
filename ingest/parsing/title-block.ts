import { isAddressee } from './addressee.ts';
import { DATE_LINE, isHeadMark, isoOf, RELEASE_NOTE, readNumberLine } from './head-lines.ts';
import { isMakerLine, readIssuedLine } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';
import { isOrderHead, isSigner } from './order-head.ts';
import { isPromulgation } from './promulgation.ts';

/** What stands between a title and the text: numbers, days, subtitle, speaker, addressees. */
export interface TitleBlock {
  readonly lines: readonly LogicalLine[];
  /** ISO date of 「（2025年3月12日）」 or of 「——2026年10月28日在…会议上」. */
  readonly date: string | null;
  /** The body of 「云河省教育厅  2026年9月1日发布」, or beside the number. */
  readonly issuer: string | null;
}

const DAY = '(?:19|20)\\d{2}\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日';
const BRACKETED_DAY = new RegExp(`^[（(]\\s*${DAY}[^）)]{0,30}[）)]$`);
/** 「——2026年10月28日在云河市第九届人民代表大会第二次会议上」, 「——某某政策解读之一」; an item of a list ends as a sentence does. */
const SUBTITLE = /^(?:——|—|─{2}|--)\s*[^。；！？]{2,80}[^。；：:！？]$/;
/** 「王　明」 below the title of a speech. */
const SPEAKER_NAME = /^[（(]?\s*[\u4e00-\u9fff]\s+[\u4e00-\u9fff]{1,2}\s*[）)]?$/;

/** Addressees run over no more lines than these. */
const MOST_LINES = 5;

/** （2025年3月12日） */
export function isBracketedDay(text: string): boolean {
  return BRACKETED_DAY.test(text);
}

/** Reads the lines below the title, which ends before `from`. */
export function readTitleBlock(opening: readonly LogicalLine[], from: number): TitleBlock {
  const lines: LogicalLine[] = [];
  let date: string | null = null;
  let issuer: string | null = null;
  let hasSubtitle = false;
  let at = from;
  for (; at < opening.length; at++) {
    const { text } = opening[at]!;
    const isSubtitle = !hasSubtitle && SUBTITLE.test(text);
    if (isSubtitle) hasSubtitle = true;
    if (isSubtitle || isBracketedDay(text)) date ??= isoOf(text);
    const number = readNumberLine(text);
    const issued = readIssuedLine(text);
    date ??= number?.date ?? issued?.date ?? null;
    issuer ??= number?.body ?? issued?.issuer ?? null;
    const isFurniture =
      isSubtitle ||
      isBracketedDay(text) ||
      number !== null ||
      issued !== null ||
      isHeadMark(text) ||
      isPromulgation(text) ||
      isOrderHead(text) ||
      isSigner(text) ||
      isMakerLine(text) ||
      (hasSubtitle && SPEAKER_NAME.test(text)) ||
      RELEASE_NOTE.test(text);
    if (!isFurniture && !DATE_LINE.test(text.replace(/\s+/g, ''))) break;
    if (isFurniture) lines.push(opening[at]!);
  }
  const length = addresseeLength(opening, at);
  return { lines: [...lines, ...opening.slice(at, at + length)], date, issuer };
}

/** How many lines from `at` on say to whom the document goes; the last one ends in a colon. */
export function addresseeLength(lines: readonly LogicalLine[], at: number): number {
  let text = '';
  for (let length = 1; length <= MOST_LINES && at + length <= lines.length; length++) {
    text += lines[at + length - 1]!.text;
    if (/[。]/.test(text)) return 0;
    if (/[:：]$/.test(text)) return isAddressee(text) ? length : 0;
    if (!/[、，,；;]/.test(text)) return 0;
  }
  return 0;
}
