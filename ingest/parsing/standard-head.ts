import { isoOf } from './head-lines.ts';
import { bodiesOfLine } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';

/** What the cover of a standard prints. */
export interface StandardHead {
  readonly title: string;
  readonly number: string;
  readonly issuer: string | null;
  /** ISO date of 发布. */
  readonly issuedOn: string | null;
  /** The document without cover, running heads and page numbers. */
  readonly lines: readonly LogicalLine[];
}

/** GB/T 1.1—2020, DB97/T 2146—2024, T/XYZ 003-2023. */
const CODE = /^(?:[A-Z]{1,4}\d{0,6})(?:\/[A-Z]{1,8})?\s?\d{1,6}(?:\.\d{1,3})?\s?[—–―-]\s?(?:19|20)\d{2}$/;
const KIND = /^(?:.{0,12})(?:国家|地方|行业|团体|企业)标准(?:化指导性技术文件)?$/;
const CLASS = /^(?:ICS|CCS|备案号)\b|^[A-Z]{1,3}\d{0,6}$/;
const ISSUED = /^(?<date>(?:19|20)\d{2}[-年]\d{1,2}[-月]\d{1,2}日?)\s*发\s*布/;
const ISSUER = /^(?<bodies>.{4,80}?)\s*(?:联合)?发\s*布$/;
/** What a page prints as its number. */
const PAGE = /^(?:\d{1,3}|[IVXⅠ-Ⅻ]{1,5})$/;
const LONGEST_COVER = 24;

/** Reads the cover of a standard; null for every other document. */
export function readStandardHead(lines: readonly LogicalLine[]): StandardHead | null {
  const cover = lines.slice(0, LONGEST_COVER).map(({ text }) => text);
  const code = cover.find((text) => CODE.test(text));
  if (code === undefined || !cover.some((text) => KIND.test(text.replace(/\s+/g, '')))) return null;
  const end = cover.findIndex((text) => ISSUER.test(text) && !ISSUED.test(text));
  if (end < 0) return null;
  const title = cover
    .slice(cover.indexOf(code) + 1, end)
    .filter((text) => /[\u4e00-\u9fff]/.test(text) && !/^代替|^部分代替/.test(text) && !ISSUED.test(text))
    .filter((text) => !CLASS.test(text) && !KIND.test(text.replace(/\s+/g, '')))
    .join('')
    .replace(/\s+/g, '');
  if (title === '') return null;
  const issued = cover.map((text) => ISSUED.exec(text)?.groups?.['date']).find((date) => date);
  const bodies = bodiesOfLine(ISSUER.exec(cover[end]!)!.groups!['bodies']!.trim());
  const isFurniture = (line: LogicalLine | undefined): boolean => line?.text === code;
  const rest = lines.slice(end + 1);
  return {
    title,
    number: code,
    issuer: bodies?.join('、') ?? null,
    issuedOn: isoOf(issued?.replace(/(\d{4})-(\d{1,2})-(\d{1,2})/, '$1年$2月$3日') ?? null),
    lines: rest.filter(
      (line, i) =>
        !isFurniture(line) &&
        line.text.replace(/\s+/g, '') !== title &&
        !(
          PAGE.test(line.text) &&
          (isFurniture(rest[i + 1]) || isFurniture(rest[i - 1]) || i === rest.length - 1)
        ),
    ),
  };
}
