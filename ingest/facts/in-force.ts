import type { PrintedPlace } from '../../src/domain/printed-fact.ts';
import { addDays, addMonths, isoDate, lastDayOf, readNumber, readYear } from '../../src/language/calendar.ts';
import { parseChineseNumeral } from '../../src/language/numerals.ts';
import { foldWidth } from '../../src/language/width.ts';
import { placeOf, type Sentence } from './sentences.ts';

const DATE =
  '(?:(?:(?:19|20)\\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})\\s*年(?:\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*月(?:\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*日)?)?(?:\\s*年?[底末])?)';
const NUMERAL = '(?:\\d{1,3}|[一二三四五六七八九十两]{1,3})';
const ISSUE = '(?:印发|发布|公布|下发|颁布|签发|发文|批准|通过)';

/** 「自2024年5月1日起施行」 */
const FROM_DAY = new RegExp(
  `(?:自|从|于|由)\\s*(?<day>${DATE})\\s*(?:之日|零时|0时)?\\s*(?:起|开始)?\\s*(?:正式|开始|全面|同时)?(?:施行|实施|执行|生效|试行|起效)`,
  'u',
);
/** 「自印发之日起施行」, 「自公布之日起30日后施行」, 「自发布之日起实施」 */
const FROM_ISSUE = new RegExp(
  `(?:自|从|于|由)?\\s*(?:${ISSUE}之日|${ISSUE}日)\\s*(?:起|开始)?\\s*(?:满)?(?:(?<days>${NUMERAL})\\s*(?:个)?(?:日|天)(?:之?后|后)?)?(?:起)?\\s*(?:正式|开始|全面)?(?:施行|实施|执行|生效|试行|有效)`,
  'u',
);
/** 「有效期至2028年12月31日」, 「有效期自2024年1月1日至2028年12月31日」, 「执行至…」, 「施行，至…止」 */
const UNTIL = new RegExp(
  `(?:有效期|有效期限|执行期|执行期限|实施期限|施行期限|试行期|试行期限|期限|执行|有效|实施|施行|试行)(?:限|为|是|暂定)?[:：，,]?\\s*(?:(?:自|从)\\s*(?<from>${DATE})\\s*(?:之日)?起?\\s*)?(?:(?:截止|延长|延续|顺延|暂定)?\\s*(?:至|到)|截至|截止|止于)\\s*(?<until>${DATE})`,
  'u',
);
const FROM_TO = new RegExp(
  `有效期(?:限)?(?:为|是)?[:：]?\\s*(?<from>${DATE})\\s*(?:至|到|[-—–~～]+)\\s*(?<until>${DATE})`,
  'u',
);
/** 「自2023年1月1日起施行，至2027年12月31日止」 */
const CLOSED = new RegExp(
  `[，,、](?:至|到|执行至|有效至)(?<until>${DATE})(?:止|截止|废止|失效|终止|为止|自动失效)?[。；;]?$`,
  'u',
);
/** 「有效期5年」, 「试行期一年」, 「试行两年」, 「有效期为18个月」 */
const TERM = new RegExp(
  `(?:有效期|有效期限|执行期|执行期限|实施期限|实施期|试行期|试行期限|有效|试行|暂行)(?:限|均?为|是|暂定为?)?[:：]?\\s*(?<count>${NUMERAL})\\s*(?<unit>年|个月)`,
  'u',
);

/** What the sentence is about: this document (本办法, 本通知), or nothing said (自…起施行, 现予公布，自…起施行). */
const THIS =
  /(?:本|此|该|以上|上述)(?:[\u4e00-\u9fff]{0,8}?)(?:办法|规定|细则|条例|规则|通知|意见|方案|措施|政策|决定|通告|公告|规范|标准|制度|章程|计划|规划|目录|清单|指南|规程|文件|指引|指导意见|若干|批复|函|令|表|规范性文件|预案|实施)/u;
/** 「本守则自…」; 本市, 本级 are no papers. */
const THIS_PAPER = /本(?![市省区县州级乡镇村人院校])[\u4e00-\u9fff]{2,12}$/u;
/** Other things that last: 许可证有效期为五年. */
const OTHER_THING =
  /(?:证|证书|许可|许可证|执照|资格|资质|合同|协议|批准文件|批准书|承诺书|报告|意见书|凭证|名单|称号|保函|保险|补贴|标准|申请|公示|结果|证明|命名|认定|批件|协定)[^，。；]{0,8}$/u;

export interface InForce {
  /** First day; a document that takes effect with its issue has `afterIssue` days instead. */
  readonly from: string | null;
  readonly afterIssue: number | null;
  /** Last day, or months from the first one. */
  readonly until: string | null;
  readonly months: number | null;
  readonly fromPlace: PrintedPlace | null;
  readonly untilPlace: PrintedPlace | null;
  /** Sentences that speak of it and could not be read. */
  readonly unread: readonly { readonly fact: 'effectiveOn' | 'expiresOn'; readonly place: PrintedPlace }[];
}

const DATED = /年|月|之日|日起|有效期/u;
const MENTIONS = /施行|实施|执行|生效|有效|试行|启用/u;

/** Reads from when and until when a document holds. What stands last and says 本办法 decides; `ownTitle` may stand instead of it. */
export function readInForce(sentences: readonly Sentence[], ownTitle: string): InForce {
  let from: {
    readonly day: string | null;
    readonly afterIssue: number | null;
    readonly sentence: Sentence;
    readonly isSure: boolean;
  } | null = null;
  let until: {
    readonly day: string | null;
    readonly months: number | null;
    readonly sentence: Sentence;
  } | null = null;
  const unread: { fact: 'effectiveOn' | 'expiresOn'; place: PrintedPlace }[] = [];
  for (const sentence of sentences) {
    if (!MENTIONS.test(sentence.text) || !DATED.test(sentence.text)) continue;
    const text = foldWidth(sentence.text).replace(/\s+/gu, '');
    const begun = readBeginning(text, ownTitle);
    if (begun && (from === null || begun.isSure || !from.isSure)) from = { ...begun, sentence };
    const ended = readEnd(text, begun !== null || isAboutThis(text));
    if (ended?.from && from === null) from = { day: ended.from, afterIssue: null, sentence, isSure: true };
    if (ended) until = { ...ended, sentence };
    else if (/有效期/u.test(text) && THIS.test(text) && !hasOtherThing(text))
      unread.push({ fact: 'expiresOn', place: placeOf(sentence) });
    if (!begun && THIS.test(text) && /自[^，。]{1,30}(?:施行|生效)/u.test(text))
      unread.push({ fact: 'effectiveOn', place: placeOf(sentence) });
  }
  return {
    from: from?.day ?? null,
    afterIssue: from?.afterIssue ?? null,
    until: until?.day ?? null,
    months: until?.months ?? null,
    fromPlace: from && placeOf(from.sentence),
    untilPlace: until && placeOf(until.sentence),
    unread,
  };
}

function isAboutThis(text: string): boolean {
  return (
    THIS.test(text) ||
    /^(?:第[一二三四五六七八九十百]+条|[\d（(一二三四五六七八九十]{1,4}[）)、.．])?(?:有效期|执行期限|实施期限|试行期)/u.test(
      text,
    )
  );
}

function hasOtherThing(text: string): boolean {
  const at = text.search(/有效期|有效至/u);
  return at >= 0 && OTHER_THING.test(text.slice(Math.max(0, at - 14), at));
}

function readBeginning(text: string, ownTitle: string) {
  const dated = FROM_DAY.exec(text);
  const issued = dated ? null : FROM_ISSUE.exec(text);
  const match = dated ?? issued;
  if (!match) return null;
  const before = text.slice(0, match.index);
  const isSure =
    THIS.test(before) || THIS_PAPER.test(before) || (ownTitle !== '' && before.includes(`《${ownTitle}》`));
  if (!isSure && !opensAlone(before)) return null;
  if (dated) {
    const day = readDay(dated.groups!['day']!, 'first');
    return day === null ? null : { day, afterIssue: null, isSure };
  }
  const days = issued!.groups!['days'];
  return { day: null, afterIssue: days === undefined ? 0 : (parseChineseNumeral(days) ?? 0) + 1, isSure };
}

/** 「现予公布，自…」, 「第三十条 自…」, 「（…市政府令第78号公布 自…」: no subject of its own. */
function opensAlone(before: string): boolean {
  const rest = before
    .replace(/^(?:第[一二三四五六七八九十百零]+条|[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．])/u, '')
    .split(/[，,：:]/u)
    .at(-1)!;
  return rest === '' || /(?:公布|印发|发布|通过|颁布|施行日期|实施日期|现|并|，|一并|执行)$/u.test(rest);
}

function readEnd(text: string, isAbout: boolean) {
  if (!isAbout || hasOtherThing(text)) return null;
  const until = FROM_TO.exec(text) ?? UNTIL.exec(text);
  if (until) {
    const day = readDay(until.groups!['until']!, 'last');
    const from = until.groups!['from'];
    return day === null ? null : { day, months: null, from: from ? readDay(from, 'first') : null };
  }
  const closed = CLOSED.exec(text);
  if (closed) {
    const day = readDay(closed.groups!['until']!, 'last');
    return day === null ? null : { day, months: null, from: null };
  }
  const term = TERM.exec(text)?.groups;
  if (!term) return null;
  const count = parseChineseNumeral(term['count']!);
  return count === null
    ? null
    : { day: null, months: term['unit'] === '年' ? 12 * count : count, from: null };
}

/** A day as printed; of a month or year alone its first or its last day. */
function readDay(printed: string, end: 'first' | 'last'): string | null {
  const groups = /^(?<year>.{4})年(?:(?<month>[^月年底末]+)月(?:(?<day>[^日]+)日)?)?/u.exec(
    printed.replace(/\s+/gu, ''),
  )?.groups;
  if (!groups) return null;
  const year = readYear(groups['year']!);
  const month = groups['month'] === undefined ? null : readNumber(groups['month']);
  if (groups['day'] !== undefined) return isoDate(year, month!, readNumber(groups['day']));
  if (month === null) return end === 'first' ? isoDate(year, 1, 1) : lastDayOf(year, 12);
  if (!(month >= 1 && month <= 12)) return null;
  return end === 'first' ? isoDate(year, month, 1) : lastDayOf(year, month);
}

/** The days themselves, once it is known when the document was issued. */
export function settleInForce(
  { from, afterIssue, until, months }: InForce,
  issuedOn: string | null,
): { readonly effectiveOn: string | null; readonly expiresOn: string | null } {
  const effectiveOn =
    from ?? (afterIssue !== null && issuedOn !== null ? addDays(issuedOn, afterIssue) : null);
  const start = effectiveOn ?? issuedOn;
  const expiresOn =
    until ?? (months !== null && start !== null ? addDays(addMonths(start, months), -1) : null);
  return { effectiveOn, expiresOn };
}
