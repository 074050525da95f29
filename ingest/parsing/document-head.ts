import type { PlanPeriod } from '../../src/domain/policy-document.ts';
import { findDates, findPeriod } from '../../src/language/dates.ts';
import { looksLikeBody } from '../../src/units/body-name.ts';
import type { HeaderField } from '../cleaning/cleaning-pass.ts';
import { cutGluedHead, cutGluedTail } from './glued-head.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import { readTableHeader } from './read-table.ts';
import { TITLE_NOUN } from './title-noun.ts';

/** What a document prints about itself; null where it does not say. */
export interface DocumentFacts {
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  /** ISO date. */
  readonly issuedOn: string | null;
  readonly period: PlanPeriod | null;
}

export interface DocumentHead {
  readonly facts: DocumentFacts;
  /** Everything that is text of the document: title, number, salutation, signature and date lines are gone. */
  readonly body: readonly LogicalLine[];
}

const TITLE_END = new RegExp(`${TITLE_NOUN}(?:[（(][^）)]{1,24}[）)])*》?$`);
const DOCUMENT_NUMBER =
  /^(?<number>[\u4e00-\u9fffA-Za-z]{1,14}\s*[〔［[（(]\s*(?:19|20)\d{2}\s*[〕］\]）)]\s*(?:第\s*)?\d+\s*号)$/;
const ORDER_NUMBER = /^(?:第\s*\d+\s*号|[\u4e00-\u9fff]{2,12}令\s*第\s*[\d一二三四五六七八九十百]+\s*号)$/;
const DATE_LINE =
  /^(?:(?:19|20)\d{2}|[二一][〇○零九]?[〇○零一二三四五六七八九]{2,3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?$/;
const RELEASE_NOTE =
  /^[（(]\s*(?:此件|本件|联系[人电]|本文|公开)[^）)]*[）)]$|^(?:此件|本件)[^。]{0,12}公开[^。]{0,6}$|^抄送[:：]|^主动公开$|办公[厅室]\s*(?:19|20)\d{2}年\d+月\d+日印发$/;
const SALUTATION =
  /^各[^。；：:]{1,60}[:：]$|^(?=.{2,160}[:：]$)(?:各|市|省|县|区|国务院|本市|有关|中央|自治区|驻|机关|院|局|校)[^。；]*(?:各|有关|政府|部门|单位|委|局|机构|企业|公司|院校|处|室)[^。；]*[:：]$/;
const ATTACHMENT_LIST = /^附\s*件\s*[:：]\s*\S|^附\s*[:：]\s*\S/;

/** Reads the title, number, issuer and dates and takes the lines that only carry them out of the text. */
export function readDocumentHead(
  lines: readonly LogicalLine[],
  headerFields: readonly HeaderField[],
): DocumentHead {
  const firstNumbered = lines.findIndex(
    (line, i) => isOutlineNumber(line) || readTableHeader(lines, i) !== null,
  );
  const headEnd = firstNumbered < 0 ? lines.length : firstNumbered;
  const opening = lines.slice(0, headEnd).flatMap(cutGluedHead);
  const rest = lines.slice(headEnd).map((line, i, all) => (i === all.length - 1 ? cutGluedTail(line) : line));

  const title = readTitle(opening, rest);
  const signature = readSignatures([...opening, ...rest], opening.length);
  const field = (labels: RegExp): string | null =>
    headerFields.find(({ label, value }) => labels.test(label) && value !== '')?.value ?? null;

  const printedNumber = opening
    .slice(0, 12)
    .map(
      ({ text }) => DOCUMENT_NUMBER.exec(text)?.groups?.['number'] ?? (ORDER_NUMBER.test(text) ? text : null),
    )
    .find((number) => number);
  const fullTitle = title.text || (field(/^标题|^名称$/) ?? '');
  const facts: DocumentFacts = {
    title: fullTitle,
    documentNumber: (printedNumber ?? field(/发文字号|^文号$|文件编号/))?.replace(/\s+/g, '') ?? null,
    issuer:
      field(/发文机关|发文单位|制发机关|制定机关/) ??
      signature.issuer ??
      issuerOfTitle(fullTitle) ??
      field(/发布机构|发布单位|信息来源/),
    issuedOn:
      signature.date ??
      isoOf(field(/成文日期|发文日期|印发日期|生成日期/)) ??
      isoOf(field(/发布日期|公开日期/)),
    period: findPeriod(title.periodText || fullTitle),
  };
  const dropped = new Set<LogicalLine>([...title.lines, ...signature.lines]);
  const kept = [...opening, ...rest].filter((line, i) => {
    if (dropped.has(line)) return false;
    if (RELEASE_NOTE.test(line.text) || DOCUMENT_NUMBER.test(line.text)) return false;
    if (i >= opening.length) return true;
    return (
      !SALUTATION.test(line.text) &&
      !ATTACHMENT_LIST.test(line.text) &&
      !isBodyLine(line.text) &&
      !isRepeatedTitle(line.text, fullTitle)
    );
  });
  return { facts, body: kept };
}

function isOutlineNumber(line: LogicalLine): boolean {
  const token = readNumber(line.text);
  return token !== null && token.kind !== 'dash' && token.kind !== 'ordinal';
}

interface Title {
  readonly text: string;
  /** All title lines, a subtitle in brackets (2021—2023年) included: what the period is read from. */
  readonly periodText: string;
  readonly lines: readonly LogicalLine[];
}

function readTitle(opening: readonly LogicalLine[], rest: readonly LogicalLine[]): Title {
  const candidates = opening.length > 0 ? opening : rest.slice(0, 1);
  let at = candidates.findIndex(
    ({ text }) => !/^(?:附\s*件|附\s*表)\s*[\d一二三四五六七八九十]*\s*[:：]?$/.test(text),
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

/** 市工业和信息化委 · 上海市科学技术委员会: one or two glued bodies and nothing else. */
function isBodyLine(text: string): boolean {
  const compact = text.replace(/\s+/g, '');
  return (
    compact.length >= 3 &&
    compact.length <= 40 &&
    !/[，。；：、（(《]/.test(compact) &&
    looksLikeBody(compact)
  );
}

function isRepeatedTitle(text: string, title: string): boolean {
  const compact = text.replace(/\s+/g, '');
  return (
    compact.length >= 6 &&
    compact.length <= 80 &&
    (title.includes(compact) || TITLE_END.test(compact)) &&
    !/[，。；]/.test(compact)
  );
}

interface Signatures {
  readonly issuer: string | null;
  readonly date: string | null;
  readonly lines: readonly LogicalLine[];
}

/** Bodies one below the other and a date: the end of a notice before its plan, or of the document. */
function readSignatures(lines: readonly LogicalLine[], headLength: number): Signatures {
  let found: Signatures = { issuer: null, date: null, lines: [] };
  lines.forEach((line, i) => {
    const compact = line.text.replace(/\s+/g, '');
    if (!DATE_LINE.test(compact)) return;
    let start = i;
    while (start > 0 && isBodyLine(lines[start - 1]!.text) && i - start < 6) start--;
    const isEnd = lines.slice(i + 1).every(({ text }) => RELEASE_NOTE.test(text) || text.length <= 40);
    if (start === i && i >= headLength && !isEnd) return;
    const issuer =
      lines
        .slice(start, i)
        .map(({ text }) => text.replace(/\s+/g, ''))
        .join('、') || null;
    found = {
      issuer: found.issuer ?? issuer,
      date: found.date ?? isoOf(compact),
      lines: [...found.lines, ...lines.slice(start, i + 1)],
    };
  });
  return found;
}

function issuerOfTitle(title: string): string | null {
  const match = /^(?<issuer>[\u4e00-\u9fff]{2,40}?)(?:关于|印发|转发|发布)/.exec(title);
  const issuer = match?.groups?.['issuer'];
  return issuer && looksLikeBody(issuer) ? issuer : null;
}

function isoOf(text: string | null): string | null {
  return text === null ? null : (findDates(text)[0]?.date ?? null);
}
