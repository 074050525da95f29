import type { ClauseReference } from '../../src/domain/clause-facts.ts';
import { type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import { parseChineseNumeral } from '../../src/language/numerals.ts';

const NUMBER = '(?:\\d{1,4}|[一二三四五六七八九十百零〇]{1,7})';
const ARTICLE = `第\\s*${NUMBER}\\s*条(?:之[一二三四五六七八九十]{1,2})?(?:第\\s*${NUMBER}\\s*款)?(?:第\\s*[（(]?${NUMBER}[）)]?\\s*项)?`;
/** 《…》第X条 · 本办法第X条 · 第X条 · 前款, 前条, 本条第二款 · 附件2第3项 · 第三章 */
const REFERENCES = new RegExp(
  `《(?<title>[^《》]{2,100})》(?:[（(][^（()）]{0,40}[）)])?(?:的)?(?<of>${ARTICLE}|第\\s*${NUMBER}\\s*[章节])` +
    `|(?:(?<own>本[\\u4e00-\\u9fff]{1,8}?))?(?<article>${ARTICLE})` +
    `|(?<near>前[一二两三四]?[款条项](?!件)|上款|本条第\\s*${NUMBER}\\s*款|本条(?:前款)?(?=规定))` +
    `|(?<annex>附件\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,2})?(?:第\\s*[（(]?${NUMBER}[）)]?\\s*项)?)`,
  'gu',
);
const PLACE = new RegExp(
  `^第(?<art>${NUMBER})条(?:第(?<para>${NUMBER})款)?(?:第[（(]?(?<item>${NUMBER})[）)]?项)?`,
  'u',
);
/** 「第一条　为了…」 is the number of the clause itself. */
const OWN_NUMBER = new RegExp(`^\\s{0,8}第\\s*${NUMBER}\\s*条(?:之[一二三四五六七八九十]{1,2})?`, 'u');
/** 「第三条、第五条」, 「第十条至第十二条」: further articles of the same document. */
const GOES_ON = /^(?:、|和|及|或者?|以及|至|到|与)$/u;

export interface ReferenceContext {
  /** The clause's own id without the document's, and those of the document. */
  readonly localId: string;
  readonly ids: ReadonlySet<string>;
  readonly documentId: string;
}

/** The places that a clause refers to; those inside its own document with the clause that stands there. Linear. */
export function readReferences(
  mapped: MappedText,
  { localId, ids, documentId }: ReferenceContext,
): ClauseReference[] {
  const { text } = mapped;
  const found: ClauseReference[] = [];
  let last: { readonly title: string | null; readonly end: number } | null = null;
  const skip = OWN_NUMBER.exec(text)?.[0].length ?? 0;
  for (const match of text.matchAll(REFERENCES)) {
    const groups = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    if (start < skip || (groups['annex'] !== undefined && isHeading(text, start, end))) continue;
    const goesOn: boolean =
      last !== null && GOES_ON.test(text.slice(last.end, start)) && groups['own'] === undefined;
    const title: string | null =
      groups['title'] ?? (groups['article'] !== undefined && goesOn ? last!.title : null);
    const article = (groups['of'] ?? groups['article'] ?? groups['near'] ?? groups['annex'] ?? '').replace(
      /\s+/gu,
      '',
    );
    const own = title === null ? localPlace(article, localId, ids) : null;
    found.push({
      title,
      article,
      clauseId: own === null ? null : `${documentId}:${own}`,
      printed: match[0],
      span: sourceSpanOf(mapped, { start, end }),
    });
    last = { title, end };
  }
  return found;
}

/** 「附件：1.…」 and 附件1 alone on a line are no reference. */
function isHeading(text: string, start: number, end: number): boolean {
  return (
    /(?:^|\n)\s{0,8}$/u.test(text.slice(Math.max(0, start - 9), start)) &&
    /^\s{0,8}(?:[：:\n]|$)/u.test(text.slice(end, end + 9))
  );
}

/** The id of the clause at a place of the same document; the article where its paragraph or item is no clause of its own. */
function localPlace(article: string, localId: string, ids: ReadonlySet<string>): string | null {
  const prefix = /^(?:annex\d+|annex)\./u.exec(localId)?.[0] ?? '';
  if (/^(?:前[款项]|前两款|上款|本条|本款)/u.test(article)) return articleOf(localId) ?? localId;
  if (/^前[一二两三四]?条/u.test(article)) {
    const own = /(?:^|\.)art(?<number>\d+)/u.exec(localId)?.groups?.['number'];
    return own === undefined ? null : firstOf([`${prefix}art${Number(own) - 1}`], ids);
  }
  const annex =
    /^附件(?<number>\d{1,2}|[一二三四五六七八九十]{1,2})?(?:第[（(]?(?<item>[\d一二三四五六七八九十]+)[）)]?项)?/u.exec(
      article,
    )?.groups;
  if (annex) {
    const number = annex['number'] === undefined ? 1 : numberOf(annex['number']);
    const item = annex['item'] === undefined ? null : numberOf(annex['item']);
    const whole = [`annex${number}`, `annex${number}.1`];
    return firstOf(item === null ? whole : [`annex${number}.${item}`, ...whole], ids);
  }
  const groups = PLACE.exec(article)?.groups;
  if (!groups) return null;
  const art = `${prefix}art${numberOf(groups['art']!)}`;
  const para = groups['para'] === undefined ? null : numberOf(groups['para']);
  const item = groups['item'] === undefined ? null : numberOf(groups['item']);
  return firstOf(
    [...(item === null ? [] : [`${art}.${item}`]), ...(para === null ? [] : [`${art}.p${para}`]), art],
    ids,
  );
}

function articleOf(localId: string): string | null {
  return /^(?:.*\.)?art\d+/u.exec(localId)?.[0] ?? null;
}

function numberOf(text: string): number {
  return parseChineseNumeral(text) ?? Number.NaN;
}

function firstOf(candidates: readonly string[], ids: ReadonlySet<string>): string | null {
  return candidates.find((candidate) => ids.has(candidate)) ?? null;
}
