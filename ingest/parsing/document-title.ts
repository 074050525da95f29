import {
  ANNEX_LABEL,
  ATTACHMENT_LIST,
  DATE_LINE,
  isBodyLine,
  isHeadMark,
  isNumberLine,
  RELEASE_NOTE,
  SALUTATION,
  TITLE_END,
} from './head-lines.ts';
import { isRedHeadLine, readIssuedLine } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';
import { isOrderHead, type OrderHead } from './order-head.ts';
import { isPromulgation } from './promulgation.ts';
import { isBracketedDay } from './title-block.ts';
import { appendTitle, areIssuersAbove, isCompletedBy, isCompleteTitle, titleLength } from './title-lines.ts';

export interface Title {
  readonly text: string;
  /** All title lines, a subtitle in brackets (2021—2023年) included: what the period is read from. */
  readonly periodText: string;
  readonly lines: readonly LogicalLine[];
  /** Where the title ends in the opening. */
  readonly end: number;
}

export interface TitleSurroundings {
  /** How many lines are only the head of a paper copy. */
  readonly redHead: number;
  readonly order: OrderHead | null;
}

/** 「——市水务局负责人就《…办法》答记者问」 below a headline says what the text is. */
const ASKED = /^(?:—|─|-){1,2}[^。；]{2,80}答(?:记者|网民|媒体)?问$/;

/** Well above the longest titles in use; lines that go on are text. */
const LONGEST_TITLE = 240;

/** 「会议纪要」, 「工作简报」 above a number are the name of a series; what a member of it is about may stand below. */
const SERIES = /(?:文件|纪要|简报|公报|通报|公告|通告|专报|信息|动态|函)$/;

/**
 * The title and its lines: the first lines that are no red head, number or annex label, joined while they go on. A rule behind the
 * page that promulgates it has the rule's title; a letter or minutes of a series the title below the number.
 */
export function readTitle(
  opening: readonly LogicalLine[],
  rest: readonly LogicalLine[],
  { redHead, order }: TitleSurroundings,
): Title {
  const candidates = opening.length > 0 ? opening : rest.slice(0, 1).filter(isMainHeading);
  let at = redHead + candidates.slice(redHead).findIndex(isNoLabel);
  if (at < redHead) return { text: '', periodText: '', lines: [...candidates], end: candidates.length };
  const heading = candidates.findIndex((line) => isMainHeading(line) && isNoLabel(line));
  if (heading > at) at = heading;
  const title = readTitleRun(candidates, at);
  const { ruleTitle } = order ?? {};
  if (ruleTitle && (title.text === '' || isOrderLine(candidates[at]!, order)))
    return { text: ruleTitle, periodText: ruleTitle, lines: candidates.slice(0, at), end: at };
  if (isOrderLine(candidates[at]!, order) && title.text === '')
    return { ...title, text: candidates[at]!.text.replace(/\s+/g, ''), end: at + 1 };
  const below = titleBelowNumber(candidates, title);
  return below ?? { ...title, lines: title.text === '' ? [] : [...candidates.slice(0, at), ...title.lines] };
}

function readTitleRun(candidates: readonly LogicalLine[], from: number): Title {
  let text = '';
  let at = from;
  for (; at < candidates.length; at++) {
    const line = candidates[at]!;
    if (!mayBelong(line, text, candidates, at)) break;
    const next = appendTitle(text, line.text);
    if (next.length > LONGEST_TITLE && text !== '') break;
    text = next;
    const below = candidates[at + 1];
    const goesOn = (below?.headingLevel === 1 && !isCompleteTitle(text)) || ASKED.test(below?.text ?? '');
    if (line.headingLevel === 1 && !goesOn) {
      at++;
      break;
    }
  }
  return { text, periodText: text, lines: candidates.slice(from, at), end: at };
}

/** Whether a line goes on with the title that stands above it. */
function mayBelong(
  line: LogicalLine,
  sofar: string,
  candidates: readonly LogicalLine[],
  at: number,
): boolean {
  if (sofar !== '' && isCompletedBy(sofar, candidates, at)) return true;
  if (!isTitleLine(line, sofar) && !(sofar !== '' && areIssuersAbove(sofar, candidates, at))) return false;
  const next = line.text.replace(/\s+/g, '');
  if (sofar === '' || !TITLE_END.test(sofar) || /^[（(]/.test(next)) return true;
  return TITLE_END.test(next) && !/(?:关于|印发|转发)/.test(sofar) && next !== sofar && next.length <= 30;
}

function isTitleLine(line: LogicalLine, sofar: string): boolean {
  const { text } = line;
  if (isOrderHead(text)) return false;
  if (line.headingLevel === 1) return true;
  if (text.length > 90 || /[。；：:]$/.test(text) || isNumberLine(text) || DATE_LINE.test(text)) return false;
  if (SALUTATION.test(text) || ATTACHMENT_LIST.test(text) || text.includes('\t')) return false;
  if (isBracketedDay(text) || isPromulgation(text) || readIssuedLine(text)) return false;
  if (sofar !== '' && isBodyLine(text)) return false;
  if (sofar !== '' && TITLE_END.test(sofar))
    return /^[（(][^）)]{2,30}[）)]$/.test(text) || TITLE_END.test(text);
  return !/[，。；]/.test(text) || TITLE_END.test(text);
}

/** 「关于…的会议纪要」 below 「专题会议纪要」 and its number, issuer and day. */
function titleBelowNumber(candidates: readonly LogicalLine[], above: Title): Title | null {
  if (!SERIES.test(above.text) || /关于|印发|转发/.test(above.text)) return null;
  let at = above.end;
  let hasNumber = false;
  for (; at < candidates.length; at++) {
    const { text } = candidates[at]!;
    if (isNumberLine(text)) hasNumber = true;
    else if (hasNumber && isBodyLine(text) && /^关于/.test(candidates[at + 1]?.text ?? '')) break;
    else if (!isHeadMark(text) && !DATE_LINE.test(text.replace(/\s+/g, '')) && !isBodyLine(text)) break;
  }
  const length =
    hasNumber &&
    (isBodyLine(candidates[at]?.text ?? '') ||
      /^(?:[\u4e00-\u9fff\s]{3,60})?(?:关于|印发|转发)/.test(candidates[at]?.text ?? ''))
      ? titleLength(candidates, at)
      : 0;
  if (length === 0) return null;
  const end = at + length;
  const text = candidates.slice(at, end).reduce((sofar, line) => appendTitle(sofar, line.text), '');
  if (!isCompleteTitle(text)) return null;
  return { text, periodText: text, lines: [...above.lines, ...candidates.slice(above.end, end)], end };
}

function isMainHeading(line: LogicalLine): boolean {
  return line.headingLevel === 1;
}

function isNoLabel({ text }: LogicalLine): boolean {
  return (
    !isRedHeadLine(text) &&
    !isNumberLine(text) &&
    !ANNEX_LABEL.test(text) &&
    !isHeadMark(text) &&
    !RELEASE_NOTE.test(text)
  );
}

function isOrderLine(line: LogicalLine, order: OrderHead | null): boolean {
  return order?.lines.includes(line) ?? false;
}
