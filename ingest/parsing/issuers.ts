import { looksLikeBody } from '../../src/units/body-name.ts';
import { DATE_LINE, isBodyLine, isHeadMark, isNumberLine, isoOf, RELEASE_NOTE } from './head-lines.ts';
import type { LogicalLine } from './logical-line.ts';

/** 「（盖章）」 behind a body that signs. */
const SEAL = /[（(](?:盖章|公章|印章?|章|代章)[）)]/g;

/** Parts of a body's own name: 云河市人民政府 ⏎ 办公厅 is one body. */
const INNER_OFFICE = /^(?:办公厅|办公室|委员会|秘书处|管委会|管理委员会|总局|分局|管理局)/;

/** Words that stand between the issuers of a title and its matter. */
const TITLE_VERB = /^(?<issuers>[\u4e00-\u9fff ]{2,160}?)(?=关于|印发|转发|发布)/;

/** The bodies that a line consists of, apart by white space or letter-spaced: 「云河市民政局　　云河市财政局」; null for other lines. */
export function bodiesOfLine(text: string): readonly string[] | null {
  const line = text.replace(SEAL, '').trim();
  const pieces = line.split(/\s+/);
  if (pieces.length > 1 && pieces.every(isBodyLine)) return pieces;
  return isBodyLine(line) ? [line.replace(/\s+/g, '')] : null;
}

const ISSUED_LINE =
  /^(?<bodies>[\u4e00-\u9fff\s]{4,80}?)\s+(?<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:联合)?(?:发布|公布|印发)$/;

/** 「云河省教育厅  2026年9月1日发布」 below a title; null for other lines. */
export function readIssuedLine(
  text: string,
): { readonly issuer: string; readonly date: string | null } | null {
  const groups = text.length > 120 ? undefined : ISSUED_LINE.exec(text)?.groups;
  const bodies = groups && bodiesOfLine(groups['bodies']!);
  return bodies ? { issuer: bodies.join('、'), date: isoOf(groups['date']!) } : null;
}

/** 「填报单位：县营商办　　填报日期：2024年7月15日」, 「编印单位：…」: who drew a paper up, and when. */
const MAKER =
  /^(?:编印|编制|编写|填报|填表|制表|报送|发布|印发|主办|起草|提出)(?<what>单位|部门|机关|机构|日期|时间|人)\s*[:：]\s*(?<value>[^:：。；]{1,40})$/;

/** The labels and values that a line of the head consists of; null for other lines. */
function readMakers(text: string): readonly { readonly what: string; readonly value: string }[] | null {
  const pieces = text.trim().split(/[ \t]{2,}|\u3000+/);
  const makers = pieces.map((piece, i) =>
    i > 0 && DATE_LINE.test(piece.replace(/\s+/g, ''))
      ? { what: '日期', value: piece }
      : MAKER.exec(piece)?.groups,
  );
  return makers.every((groups) => groups !== undefined)
    ? makers.map((groups) => ({ what: groups!['what']!, value: groups!['value']!.trim() }))
    : null;
}

/** Whether a line of the head only says who drew the paper up and when. */
export function isMakerLine(text: string): boolean {
  return text.length <= 160 && readMakers(text) !== null;
}

/** The body that drew the paper up; null where no line says so. */
export function makerOf(opening: readonly LogicalLine[]): string | null {
  return makerValue(opening, /单位|部门|机关|机构/);
}

/** The day on which it was drawn up, as printed. */
export function makingDayOf(opening: readonly LogicalLine[]): string | null {
  return makerValue(opening, /日期|时间/);
}

function makerValue(opening: readonly LogicalLine[], what: RegExp): string | null {
  const makers = opening.slice(0, 12).flatMap(({ text }) => (isMakerLine(text) ? readMakers(text)! : []));
  return makers.find((maker) => what.test(maker.what))?.value ?? null;
}

/** Whether two pieces of a title stay apart: 「云河市民政局 云河市财政局关于…」. */
export function areTwoIssuers(before: string, next: string): boolean {
  const last = before.split(' ').at(-1)!;
  if (!isBodyLine(last) || INNER_OFFICE.test(next)) return false;
  return looksLikeBody(TITLE_VERB.exec(next)?.groups?.['issuers']?.split(' ')[0] ?? next);
}

/** The bodies that a title names before 关于 or 印发, in printed order; null where it begins otherwise. */
export function issuerOfTitle(title: string): string | null {
  const bodies = TITLE_VERB.exec(title)?.groups?.['issuers']?.trim().split(' ') ?? [];
  return bodies.length > 0 && bodies.every(looksLikeBody) ? bodies.join('、') : null;
}

/** 「临澳湾管理委员会专题会议纪要」: the body that keeps a series, printed before its name or on a line of its own. */
export function issuerOfSeries(title: string): string | null {
  const compact = title.replace(/\s+/g, '');
  const body = compact.replace(
    /(?:专题|常务|办公|党组|全体|联席|工作|主任|局长)*(?:会议)?(?:纪要|简报)$/,
    '',
  );
  return isBodyLine(body) ? body : null;
}

/** 「云河省民政厅网站」 is the site of 云河省民政厅. */
export function ownerOfSite(source: string | null): string | null {
  const owner = source?.replace(/(?:官方)?(?:门户)?(?:网站|官网|微信公众号|公众号)$/, '') ?? '';
  return looksLikeBody(owner) ? owner : source;
}

export interface RedHead {
  readonly issuer: string | null;
  /** Lines of the opening that are no more than the head of a paper copy: 特急, issuers, 文件. */
  readonly length: number;
}

/**
 * 「明泽市人民政府办公厅文件」, also with several bodies on one or more lines; or the bodies alone where the number of the document
 * stands right below them, as letters print it.
 */
export function readRedHead(opening: readonly LogicalLine[]): RedHead {
  let length = 0;
  while (length < opening.length && isHeadRemark(opening[length]!.text)) length++;
  const issuers: string[] = [];
  let isHead = false;
  let at = length;
  for (; at < opening.length; at++) {
    const { text } = opening[at]!;
    const bodies = /^文\s*件$/.test(text) ? [] : redBodiesOf(text);
    if (bodies === null) break;
    if (/文\s*件(?:\s|$)/.test(text)) isHead = true;
    issuers.push(...bodies);
  }
  let number = at;
  while (number < opening.length && isHeadRemark(opening[number]!.text)) number++;
  const isLetter =
    issuers.length > 0 && (number > at || (at < opening.length && isNumberLine(opening[at]!.text)));
  if (!isHead && !isLetter) return { issuer: null, length };
  return { issuer: issuers.join('、') || null, length: at };
}

/** 「A类」, 「公开属性：主动公开」, 「签发人：…」 above the bodies or between them and the number. */
function isHeadRemark(text: string): boolean {
  return isHeadMark(text) || RELEASE_NOTE.test(text);
}

/** Whether a line names bodies and 文件, and nothing else. */
export function isRedHeadLine(text: string): boolean {
  return /文\s*件(?:\s|$)/.test(text) && redBodiesOf(text) !== null;
}

/** 「望江省能源局文件 国家能源局望江监管办公室」 */
function redBodiesOf(text: string): readonly string[] | null {
  if (text.length > 120) return null;
  return bodiesOfLine(text.replace(/(?<=[\u4e00-\u9fff])\s*文\s*件(?=\s|$)/, '').trim());
}
