import { findDates } from '../../src/language/dates.ts';
import { looksLikeBody } from '../../src/units/body-name.ts';
import { TITLE_NOUN } from './title-noun.ts';

export const TITLE_END = new RegExp(`${TITLE_NOUN}(?:[（(][^）)]{1,24}[）)])*》?$`);
/** 云政发〔2026〕18号, also without the letters of the office, 〔2026〕4号, and with who signed or 附件 behind it. */
export const DOCUMENT_NUMBER =
  /^(?<number>[\u4e00-\u9fffA-Za-z]{0,20}\s*[〔［[（(]\s*(?:19|20)\d{2}\s*[〕］\]）)]\s*(?:第\s*)?\d+\s*[号期])(?:\s+签\s*发\s*人\s*[:：].{0,30}|\s*附\s*件\s*\d{0,2})?$/;
/** （云政发〔2026〕18号　2026年3月2日印发）, （云商办〔2026〕3号印发，云河市商务局，2026年2月27日） */
const BRACKETED_NUMBER =
  /^[（(]\s*(?<number>[\u4e00-\u9fffA-Za-z]{0,20}\s*[〔［[（(]\s*(?:19|20)\d{2}\s*[〕］\]）)]\s*(?:第\s*)?\d+\s*号)(?:\s*印发)?[\s，,、]*(?:(?<body>[\u4e00-\u9fff]{4,40})[\s，,、]+)?(?<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?\s*(?:[修制]订)?(?:印发|发布|公布|实施)?\s*[）)]$/;
/** 第79号, 2026年第3号, 第5期（总第38期） */
const SERIAL_NUMBER =
  /^(?<number>(?:(?:19|20)\d{2}\s*年\s*)?第\s*[\d一二三四五六七八九十百]+\s*[号期])(?:\s*[（(]\s*总第\s*\d+\s*期\s*[）)])?$/;
/** 中华人民共和国财政部令第100号 */
const ORDER_NUMBER = /^(?<number>[\u4e00-\u9fff]{2,30}令\s*第\s*[\d一二三四五六七八九十百]+\s*号)$/;
export const DATE_LINE =
  /^(?:(?:19|20)\d{2}|[二一][〇○零九]?[〇○零一二三四五六七八九]{2,3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?$/;
export const RELEASE_NOTE =
  /^[（(]\s*(?:此件|本件|联系[人电]|本文|公开)[^）)]*[）)]$|^(?:此件|本件)[^。]{0,12}公开[^。]{0,6}$|^(?:抄\s*[送报]|分\s*送|主\s*送|签\s*发\s*人)\s*[:：]|^(?:信息)?(?:公开(?:属性|方式|选项|类别|形式))\s*[:：].{0,12}$|^主动公开$|^[（(]?共印\s*\d+\s*份[）)]?$/;
/** 「临江市人民政府办公厅秘书处2026年9月13日印发」 */
export const COLOPHON =
  /^[\u4e00-\u9fff（）()]{2,40}\s*(?<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印\s*发$/;
export const SALUTATION =
  /^各[^。；：:]{1,60}[:：]$|^(?=.{2,160}[:：]$)(?:各|市|省|县|区|国务院|本市|有关|中央|自治区|驻|机关|院|局|校)[^。；]*(?:各|有关|政府|部门|单位|委|局|机构|企业|公司|院校|处|室)[^。；]*[:：]$/;
export const ATTACHMENT_LIST = /^附\s*件\s*[:：]\s*\S|^附\s*[:：]\s*\S/;

/** 附件, 附表1 on a line of its own. */
export const ANNEX_LABEL = /^(?:附\s*件|附\s*表)\s*[\d一二三四五六七八九十]*\s*[:：]?$/;

/** 市工业和信息化委 · 上海市科学技术委员会: one or two glued bodies and nothing else. */
export function isBodyLine(text: string): boolean {
  const compact = text.replace(/\s+/g, '');
  return (
    compact.length >= 3 &&
    compact.length <= 40 &&
    !/[，。；：、（(《]/.test(compact) &&
    looksLikeBody(compact)
  );
}

/** 特急, 机密★3年, 000012: what paper copies print above everything. */
const HEAD_MARK =
  /^(?:特\s*急|加\s*急|急\s*件|平\s*急|特\s*提|[机秘绝]\s*密(?:\s*[★☆].{0,8})?|0\d{4,7}|[A-D]\s*类|类\s*别\s*[:：]\s*[A-D](?:\s*类)?|内部(?:资料|文件|明电).{0,12})$/;

export function isHeadMark(text: string): boolean {
  return HEAD_MARK.test(text);
}

/** The number that a line of the head consists of, with the day where it is printed beside it. */
export function readNumberLine(
  text: string,
): { readonly number: string; readonly date: string | null; readonly body: string | null } | null {
  for (const pattern of [DOCUMENT_NUMBER, BRACKETED_NUMBER, SERIAL_NUMBER, ORDER_NUMBER]) {
    const groups = pattern.exec(text)?.groups;
    if (groups)
      return {
        number: groups['number']!,
        date: isoOf(groups['date'] ?? null),
        body: groups['body'] ?? null,
      };
  }
  return null;
}

export function isNumberLine(text: string): boolean {
  return readNumberLine(text) !== null;
}

/** The first date of a text as ISO date; null where there is none. */
export function isoOf(text: string | null): string | null {
  return text === null ? null : (findDates(text)[0]?.date ?? null);
}
