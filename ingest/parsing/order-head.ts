import { isBodyLine } from './head-lines.ts';
import { bodiesOfLine } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';

/** The page that promulgates a rule: 「云河市人民政府令」, 「第79号」, 「《云河市旧书市场管理办法》已经…通过，现予公布。」. */
export interface OrderHead {
  readonly issuer: string | null;
  /** 云河市人民政府令第79号; null where no number is printed. */
  readonly number: string | null;
  /** The rule that it promulgates; null where it names none. */
  readonly ruleTitle: string | null;
  /** The lines of its head and of who signed: no text. */
  readonly lines: readonly LogicalLine[];
}

const HEAD =
  /^(?<bodies>[\u4e00-\u9fff\s]{3,120}?)(?<kind>令|公告)\s*(?<number>(?:[（(〔［[]?(?:19|20)\d{2}[）)〕］\]]?\s*年?\s*)?第\s*[\d一二三四五六七八九十百零〇]+\s*号)?$/;
const NUMBER = /^[（(]?\s*(?<number>第\s*[\d一二三四五六七八九十百零〇]+\s*号)\s*[）)]?$/;
const PROMULGATION =
  /(?:公布|发布|颁布)[^《》。]{0,20}《(?<after>[^《》]{4,80})》|《(?<before>(?:[^《》]|《[^《》]{1,60}》){4,100}?)》[^《》]{0,160}(?:公布|发布|颁布|施行)/;

/** 「市　长：张明」, 「省长 李强」, 「市航运局局长　王明」 */
const SIGNER =
  /^[\u4e00-\u9fff\s]{0,40}(?:长|主\s*任|主\s*席|书\s*记|总\s*理)(?:\s*[:：]\s*|\s+)[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff·]){1,7}$/;

/** How far below its head an order is read. */
const MOST_LINES = 12;

/** Whether a line is 「云河市人民政府令」, with or without its number. */
export function isOrderHead(text: string): boolean {
  return readHeadLine(text)?.kind === '令';
}

/** Whether a line is only an office and a name. */
export function isSigner(text: string): boolean {
  return text.length <= 60 && SIGNER.test(text);
}

/** Reads the promulgating page in the opening of a document; null where there is none. */
export function readOrderHead(opening: readonly LogicalLine[]): OrderHead | null {
  const at = opening.findIndex(({ text }) => readHeadLine(text) !== null);
  if (at < 0) return null;
  const head = readHeadLine(opening[at]!.text)!;
  const below = opening.slice(at + 1, at + 1 + MOST_LINES);
  const numberLine = below.slice(0, 2).find(({ text }) => NUMBER.test(text));
  const ruleTitle = below.map(({ text }) => ruleTitleOf(text)).find((title) => title !== null) ?? null;
  if (head.kind === '公告' && ruleTitle === null) return null;
  const number = head.number ?? (numberLine && NUMBER.exec(numberLine.text)!.groups!['number']!) ?? null;
  const signers = below.filter(({ text }) => isSigner(text));
  return {
    issuer: head.bodies.join('、'),
    number: number && `${head.bodies.join('')}${head.kind}${number.replace(/\s+/g, '')}`,
    ruleTitle,
    lines: [opening[at]!, ...(numberLine ? [numberLine] : []), ...signers],
  };
}

function readHeadLine(
  text: string,
): { bodies: readonly string[]; kind: string; number: string | null } | null {
  if (text.length > 120) return null;
  const groups = HEAD.exec(text)?.groups ?? HEAD.exec(text.replace(/\s+/g, ''))?.groups;
  if (!groups) return null;
  const bodies = bodiesOfLine(groups['bodies']!);
  return bodies && { bodies, kind: groups['kind']!, number: groups['number'] ?? null };
}

function ruleTitleOf(text: string): string | null {
  if (text.length > 600) return null;
  const groups = PROMULGATION.exec(text)?.groups;
  const title = groups?.['before'] ?? groups?.['after'] ?? null;
  return title === null || isBodyLine(title) ? null : title.replace(/\s+/g, '');
}
