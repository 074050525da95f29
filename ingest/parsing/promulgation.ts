import { findDates } from '../../src/language/dates.ts';
import { looksLikeBody } from '../../src/units/body-name.ts';

/** What 「（2020年3月5日临江市人民政府令第78号公布）」 below a title says. */
export interface Promulgation {
  readonly issuer: string | null;
  readonly number: string | null;
  /** ISO date. */
  readonly date: string | null;
}

const LONGEST = 800;
const DATE = /(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日/;
const ACT = /公布|通过|发布|印发|施行|修[正订]|批准|颁布/;
const ORDER = /(?<issuer>[\u4e00-\u9fff]{3,30}?)(?<number>令第\s*[\d一二三四五六七八九十百]+\s*号)/;
const DOCUMENT_NUMBER = /[\u4e00-\u9fffA-Za-z]{1,20}[〔［[](?:19|20)\d{2}[〕］\]]\d+号/;
/** 「云河市第二十届人民代表大会常务委员会第二次会议通过」 */
const SESSION =
  /日(?<issuer>[\u4e00-\u9fff]{3,40}?)第[\d一二三四五六七八九十百]+次(?:[\u4e00-\u9fff]{0,4}会议)[\u4e00-\u9fff]{0,6}通过/;

/** Whether a line in brackets says when a rule was adopted, promulgated or amended. */
export function isPromulgation(text: string): boolean {
  return (
    text.length <= LONGEST &&
    /^[（(].*[）)]$/.test(text) &&
    DATE.test(text) &&
    ACT.test(text) &&
    !/^[（(]以下/.test(text)
  );
}

/** The act of promulgation decides over those of adoption, approval and amendment around it. */
export function readPromulgation(text: string): Promulgation {
  const acts = text
    .slice(1, -1)
    .replace(/(?<=[\d年月])\s+(?=[\d年月日])/g, '')
    .split(/[，,；;。\s]+/);
  const promulgated = acts.find((act) => DATE.test(act) && /公布|发布|印发|颁布/.test(act));
  const adopted = acts.find((act) => DATE.test(act)) ?? '';
  const order = acts.map((act) => ORDER.exec(act.replace(/^.*日/, ''))?.groups).find((groups) => groups);
  const session = SESSION.exec(adopted)?.groups?.['issuer']?.replace(/第[\d一二三四五六七八九十百]+届/, '');
  const issuer = order?.['issuer'] ?? (session && looksLikeBody(session) ? session : null);
  return {
    issuer,
    number: order
      ? `${order['issuer']}${order['number']}`.replace(/\s+/g, '')
      : (DOCUMENT_NUMBER.exec(promulgated ?? '')?.[0] ?? null),
    date: findDates(promulgated ?? adopted)[0]?.date ?? null,
  };
}
