import type { PlanPeriod } from '../../src/domain/policy-document.ts';
import { findPeriod } from '../../src/language/dates.ts';
import type { HeaderField } from '../cleaning/cleaning-pass.ts';
import { isAnnexLine } from './annex.ts';
import { readTitle } from './document-title.ts';
import { cutGluedHead, cutGluedTail } from './glued-head.ts';
import {
  ATTACHMENT_LIST,
  COLOPHON,
  DOCUMENT_NUMBER,
  isoOf,
  RELEASE_NOTE,
  readNumberLine,
  SALUTATION,
  TITLE_END,
} from './head-lines.ts';
import {
  bodiesOfLine,
  isMakerLine,
  isRedHeadLine,
  issuerOfSeries,
  issuerOfTitle,
  makerOf,
  makingDayOf,
  ownerOfSite,
  readRedHead,
} from './issuers.ts';
import { type Landmarks, NO_LANDMARKS } from './landmarks.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import { readOrderHead } from './order-head.ts';
import { isPromulgation, readPromulgation } from './promulgation.ts';
import { cutHeadLine, cutSignatureLine, readSignatures } from './signatures.ts';
import { isTableCaption } from './table-caption.ts';
import { readTableHeader } from './table-header.ts';
import { readTitleBlock } from './title-block.ts';
import { titleLength } from './title-lines.ts';

const TITLE_LABEL = /^(?:标题|名称|文件名称|文件标题|政策名称|文档名称|信息名称)$/;

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
  /** The first line of what the notice above carries: 「为…，制定本方案。」 behind signature or title; null where there is no notice with text. */
  readonly carried: LogicalLine | null;
}

/** Reads the title, number, issuer and dates and takes the lines that only carry them out of the text. */
export function readDocumentHead(
  lines: readonly LogicalLine[],
  headerFields: readonly HeaderField[],
  { questions, groupHeadings, firstItem }: Landmarks = NO_LANDMARKS,
): DocumentHead {
  const firstNumbered = lines.findIndex(
    (line, i) =>
      isOutlineNumber(line) ||
      questions.has(line) ||
      groupHeadings.has(line) ||
      readTableHeader(lines, i) !== null,
  );
  const headEnd = firstNumbered < 0 ? lines.length : firstNumbered;
  const opening = lines
    .slice(0, headEnd)
    .flatMap(cutGluedHead)
    .flatMap(cutHeadLine)
    .flatMap(cutSignatureLine);
  const rest = lines
    .slice(headEnd)
    .flatMap((line, i, all) => (i === all.length - 1 ? cutGluedTail(line) : [line]));

  const red = readRedHead(opening);
  const order = readOrderHead(opening);
  const title = readTitle(opening, firstItem ? [] : rest, { redHead: red.length, order });
  const block = readTitleBlock(opening, title.end);
  const signature = readSignatures([...opening, ...rest], opening.length);
  const field = (labels: RegExp): string | null =>
    headerFields.find(({ label, value }) => labels.test(label) && value !== '')?.value ?? null;

  const printedNumber = opening
    .slice(0, 12)
    .map(({ text }) => readNumberLine(text)?.number)
    .find((number) => number);
  const promulgation = opening.map(({ text }) => text).find(isPromulgation);
  const promulgated = promulgation === undefined ? null : readPromulgation(promulgation);
  const colophon = rest.map(({ text }) => COLOPHON.exec(text)?.groups?.['date']).find((date) => date);
  const fullTitle = title.text || (field(TITLE_LABEL) ?? '');
  const facts: DocumentFacts = {
    title: fullTitle,
    documentNumber:
      (
        order?.number ??
        printedNumber ??
        promulgated?.number ??
        numberBeside(headerFields) ??
        field(/发文字号|^文号$|文件编号|政策文号/)
      )?.replace(/\s+/g, '') ?? null,
    issuer:
      field(/发文机关|发文单位|制发机关|制定机关/) ??
      signature.issuer ??
      promulgated?.issuer ??
      order?.issuer ??
      issuerOfTitle(fullTitle) ??
      red.issuer ??
      makerOf(opening) ??
      block.issuer ??
      issuerOfSeries(title.lines[0]?.text ?? '') ??
      ownerOfSite(field(/发布机构|发布单位|信息来源|^来源$/)),
    issuedOn:
      signature.date ??
      promulgated?.date ??
      isoOf(field(/成文日期|发文日期|印发日期|生成日期/)) ??
      block.date ??
      isoOf(makingDayOf(opening)) ??
      isoOf(field(/发布日期|公开日期|发布时间/)) ??
      isoOf(colophon ?? null),
    period: findPeriod(title.periodText || fullTitle),
  };
  const dropped = new Set<LogicalLine>([
    ...title.lines,
    ...block.lines,
    ...(order?.lines ?? []),
    ...signature.lines,
    ...repeatedTitleLines(opening, fullTitle),
  ]);
  const kept = [...opening, ...rest].filter((line, i) => {
    if (dropped.has(line)) return false;
    if (RELEASE_NOTE.test(line.text) || COLOPHON.test(line.text) || DOCUMENT_NUMBER.test(line.text))
      return false;
    if (i >= opening.length) return true;
    return (
      !isMakerLine(line.text) &&
      !SALUTATION.test(line.text) &&
      !isRedHeadLine(line.text) &&
      !isPromulgation(line.text) &&
      !ATTACHMENT_LIST.test(line.text) &&
      bodiesOfLine(line.text) === null
    );
  });
  return { facts, body: kept, carried: firstNumbered < 0 ? null : findCarried(opening, kept, dropped) };
}

/** 「公开属性：主动公开　　　凉教函〔2024〕58号」: a number printed on the line of a label. */
function numberBeside(fields: readonly HeaderField[]): string | undefined {
  return fields
    .flatMap(({ value }) => value.split(/\s{2,}/))
    .map((piece) => readNumberLine(piece)?.number)
    .find((number) => number);
}

/** The first text line behind dropped lines that stand behind text. */
function findCarried(
  opening: readonly LogicalLine[],
  kept: readonly LogicalLine[],
  dropped: ReadonlySet<LogicalLine>,
): LogicalLine | null {
  const inBody = new Set(kept);
  const isText = (line: LogicalLine): boolean => inBody.has(line) && /[。：:]$/.test(line.text);
  const notice = opening.findIndex(isText);
  const cut = opening.findLastIndex((line) => dropped.has(line));
  if (notice < 0 || cut < notice) return null;
  const goesOn = ({ text }: LogicalLine): boolean => text.length > 20 && /，/.test(text);
  const found = opening.findIndex(
    (line, i) => i > cut && (isText(line) || (inBody.has(line) && goesOn(line))),
  );
  const isOfAnnex = opening.slice(notice, Math.max(found, 0)).some(({ text }) => isAnnexLine(text));
  return isOfAnnex ? null : (opening[found] ?? null);
}

function isOutlineNumber(line: LogicalLine): boolean {
  const token = readNumber(line.text);
  return token !== null && token.kind !== 'dash' && token.kind !== 'ordinal';
}

/** The title of the plan that a notice carries, printed above the plan on one line or more, and other title lines. */
function repeatedTitleLines(opening: readonly LogicalLine[], title: string): LogicalLine[] {
  const found: LogicalLine[] = [];
  for (let i = 0; i < opening.length; i++) {
    if (isTableCaption(opening[i]!.text)) continue;
    const ofAnnex = i > 0 && isAnnexLine(opening[i - 1]!.text) ? titleLength(opening, i) : 0;
    const repeated = repeatedTitleLength(opening, i, title);
    if (ofAnnex > repeated) i += ofAnnex - 1;
    else found.push(...opening.slice(i, i + repeated));
  }
  return found;
}

/** How many lines from `at` on are one title; shorter pieces of one are words of the text. */
function repeatedTitleLength(opening: readonly LogicalLine[], at: number, title: string): number {
  const printed = title.replace(/\s+/g, '');
  let compact = '';
  let found = 0;
  for (let length = 1; length <= 4 && at + length <= opening.length; length++) {
    compact += opening[at + length - 1]!.text.replace(/\s+/g, '');
    if (compact.length > 80 || /[，。；]/.test(compact)) break;
    if (compact.length < 6) continue;
    if (printed.includes(compact)) found = length;
    else if (length === 1 && TITLE_END.test(compact)) return 1;
    else break;
  }
  return found;
}
