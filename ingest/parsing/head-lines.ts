import { findDates } from '../../src/language/dates.ts';
import { looksLikeBody } from '../../src/units/body-name.ts';
import { TITLE_NOUN } from './title-noun.ts';

export const TITLE_END = new RegExp(`${TITLE_NOUN}(?:[（(][^）)]{1,24}[）)])*》?$`);
export const DOCUMENT_NUMBER =
  /^(?<number>[\u4e00-\u9fffA-Za-z]{1,14}\s*[〔［[（(]\s*(?:19|20)\d{2}\s*[〕］\]）)]\s*(?:第\s*)?\d+\s*号)$/;
export const ORDER_NUMBER =
  /^(?:第\s*\d+\s*号|[\u4e00-\u9fff]{2,12}令\s*第\s*[\d一二三四五六七八九十百]+\s*号)$/;
export const DATE_LINE =
  /^(?:(?:19|20)\d{2}|[二一][〇○零九]?[〇○零一二三四五六七八九]{2,3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?$/;
export const RELEASE_NOTE =
  /^[（(]\s*(?:此件|本件|联系[人电]|本文|公开)[^）)]*[）)]$|^(?:此件|本件)[^。]{0,12}公开[^。]{0,6}$|^抄送[:：]|^主动公开$|^[\u4e00-\u9fff]{2,30}\s+(?:19|20)\d{2}年\d+月\d+日印发$|办公[厅室]\s*(?:19|20)\d{2}年\d+月\d+日印发$/;
export const SALUTATION =
  /^各[^。；：:]{1,60}[:：]$|^(?=.{2,160}[:：]$)(?:各|市|省|县|区|国务院|本市|有关|中央|自治区|驻|机关|院|局|校)[^。；]*(?:各|有关|政府|部门|单位|委|局|机构|企业|公司|院校|处|室)[^。；]*[:：]$/;
/** The red head of a paper copy: 明泽市人民政府办公厅文件. */
export const RED_HEAD = /^[\u4e00-\u9fff]{2,30}(?:政府|办公厅|办公室|委员会|委|局|厅|部)\s*文\s*件$/;
/** （2020年3月5日临江市人民政府令第78号公布） */
export const PROMULGATED =
  /^[（(].{0,40}?(?<date>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日).{0,30}?(?:(?<issuer>[\u4e00-\u9fff]{2,16}?)(?<number>令第[\d一二三四五六七八九十百]+号).{0,12})?.{0,60}(?:公布|通过|发布|印发|施行|修[正订]).{0,40}[）)]$/;
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

/** The first date of a text as ISO date; null where there is none. */
export function isoOf(text: string | null): string | null {
  return text === null ? null : (findDates(text)[0]?.date ?? null);
}
