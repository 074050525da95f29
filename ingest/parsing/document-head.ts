import type { PlanPeriod } from '../../src/domain/policy-document.ts';
import { findPeriod } from '../../src/language/dates.ts';
import { looksLikeBody } from '../../src/units/body-name.ts';
import type { HeaderField } from '../cleaning/cleaning-pass.ts';
import { readTitle } from './document-title.ts';
import { cutGluedHead, cutGluedTail } from './glued-head.ts';
import {
  ATTACHMENT_LIST,
  DOCUMENT_NUMBER,
  isBodyLine,
  isoOf,
  ORDER_NUMBER,
  PROMULGATED,
  RED_HEAD,
  RELEASE_NOTE,
  SALUTATION,
  TITLE_END,
} from './head-lines.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import { cutSignatureLine, readSignatures } from './signatures.ts';
import { readTableHeader } from './table-header.ts';

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

/** Reads the title, number, issuer and dates and takes the lines that only carry them out of the text. */
export function readDocumentHead(
  lines: readonly LogicalLine[],
  headerFields: readonly HeaderField[],
): DocumentHead {
  const firstNumbered = lines.findIndex(
    (line, i) => isOutlineNumber(line) || readTableHeader(lines, i) !== null,
  );
  const headEnd = firstNumbered < 0 ? lines.length : firstNumbered;
  const opening = lines.slice(0, headEnd).flatMap(cutGluedHead).flatMap(cutSignatureLine);
  const rest = lines
    .slice(headEnd)
    .flatMap((line, i, all) => (i === all.length - 1 ? cutGluedTail(line) : [line]));

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
  const promulgated = opening.map(({ text }) => PROMULGATED.exec(text)?.groups).find((groups) => groups);
  const fullTitle = title.text || (field(/^标题|^名称$/) ?? '');
  const facts: DocumentFacts = {
    title: fullTitle,
    documentNumber:
      (
        printedNumber ??
        (promulgated?.['number'] ? `${promulgated['issuer']}${promulgated['number']}` : null) ??
        field(/发文字号|^文号$|文件编号/)
      )?.replace(/\s+/g, '') ?? null,
    issuer:
      field(/发文机关|发文单位|制发机关|制定机关/) ??
      signature.issuer ??
      promulgated?.['issuer'] ??
      issuerOfTitle(fullTitle) ??
      field(/发布机构|发布单位|信息来源/),
    issuedOn:
      signature.date ??
      isoOf(promulgated?.['date'] ?? null) ??
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
      !RED_HEAD.test(line.text) &&
      !PROMULGATED.test(line.text) &&
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

function isRepeatedTitle(text: string, title: string): boolean {
  const compact = text.replace(/\s+/g, '');
  return (
    compact.length >= 6 &&
    compact.length <= 80 &&
    (title.includes(compact) || TITLE_END.test(compact)) &&
    !/[，。；]/.test(compact)
  );
}

function issuerOfTitle(title: string): string | null {
  const match = /^(?<issuer>[\u4e00-\u9fff]{2,40}?)(?:关于|印发|转发|发布)/.exec(title);
  const issuer = match?.groups?.['issuer'];
  return issuer && looksLikeBody(issuer) ? issuer : null;
}
