import { LRUCache } from 'lru-cache';
import { CHINESE_NUMERAL_CHARACTERS, parseChineseNumeral } from './numerals.ts';
import { toSimplified } from './script.ts';
import { findLongWords } from './segmenter.ts';
import { foldWidth } from './width.ts';

const HAN_RUN = /[\u3007\u3400-\u9fff]+/g;

/** 5g, ipv6, nb-iot, 99.999, 1,200: a Latin or number token with the signs that join its parts. */
const LATIN_TOKEN = /[a-z0-9]+(?:[.,·'_/-][a-z0-9]+)*/g;

const NUMERAL = `[${CHINESE_NUMERAL_CHARACTERS}]+`;

/** 「第三十二条第一款」: an ordinal, the same term in either writing. */
const ORDINAL = new RegExp(`第(?<numeral>${NUMERAL}|\\d+)(?<noun>[编章节条款项目批届次轮期类级名位])`, 'gu');

/** 「5万元」 = 50000元 = 五万元; the Chinese writing must open with a digit and be more than one character. */
const AMOUNT =
  /(?<!\d\.?)(?<amount>\d+(?:\.\d+)?[十百千]?[万亿]|[一二两三四五六七八九十][一二三四五六七八九十百千〇零万亿]{0,40}[万亿])/gu;

/** 「百分之二十五」 and 25%. */
const SHARE = new RegExp(
  `百分之(?<chinese>${NUMERAL}|\\d+(?:\\.\\d+)?)|(?<arabic>(?<!\\d)\\d+(?:\\.\\d+)?)%`,
  'gu',
);

/** 「二〇一七年」: a year written with Chinese digits. */
const YEAR = /(?<year>[一二][〇○零一二三四五六七八九]{3})年/gu;

/** 「二十一家」, 「三十日」: counts of ten and more, as Arabic figures write them. */
const COUNT =
  /(?<![第〇零一二三四五六七八九十百千万亿两])(?<count>[一二三四五六七八九]?[十百千][一二三四五六七八九十百千零]*)(?=[年月日天个家项条种人次倍元名户座处台件所])/gu;

/**
 * The terms by which a text is indexed and searched, with multiplicity: single Chinese characters, pairs of neighbours,
 * dictionary words of three and more characters, Latin and number tokens whole, and one common form of what has several
 * writings (第三条 = 第3条, 5万 = 五万 = 50000, 百分之十 = 10%, 二〇一七年 = 2017). Documents and questions use the same function.
 * The same text always gives the same terms in the same order.
 */
export function extractTerms(text: string): string[] {
  const normal = normaliseForTerms(text);
  const terms: string[] = [];
  for (const [run] of normal.matchAll(HAN_RUN)) pushCharacters(terms, run);
  for (const [token] of normal.matchAll(LATIN_TOKEN)) pushLatin(terms, token);
  pushNumbers(terms, normal);
  for (const word of findLongWords(normal)) terms.push(word);
  return terms;
}

const queries = new LRUCache<string, readonly string[]>({ max: 32, memoMethod: extractTerms });

/** The same, of what is searched for: by its words, and by a vector of them, and again among the documents that are named. */
export function termsOfQuery(text: string): readonly string[] {
  return queries.memo(text);
}

/**
 * Terms that every text has in which `word` stands as it is (a Latin word on its own, not within a longer one: AI in AIoT):
 * the pairs of its Chinese characters, its Latin and number tokens. Fewer than `extractTerms`, whose dictionary words depend on the text around.
 */
export function literalTerms(word: string): string[] {
  const normal = normaliseForTerms(word);
  const pairs = [...normal.matchAll(HAN_RUN)].flatMap(([run]) =>
    run.length === 1 ? [run] : [...run].slice(1).map((_, i) => run.slice(i, i + 2)),
  );
  const tokens: string[] = [];
  for (const [token] of normal.matchAll(LATIN_TOKEN)) pushLatin(tokens, token);
  return [...new Set([...pairs, ...tokens])];
}

/** Simplified characters, ASCII width, lower case: the writing that terms are taken from. */
export function normaliseForTerms(text: string): string {
  return foldWidth(toSimplified(text)).toLowerCase();
}

function pushCharacters(terms: string[], run: string): void {
  for (let i = 0; i < run.length; i++) {
    terms.push(run[i]!);
    if (i + 1 < run.length) terms.push(run.slice(i, i + 2));
  }
}

function pushLatin(terms: string[], token: string): void {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(token)) {
    terms.push(token.replaceAll(',', ''));
    return;
  }
  for (const piece of token.split(/[,/·']/)) {
    if (/^\d+(?:\.\d+)?$/.test(piece) || /^[a-z0-9]+$/.test(piece)) {
      terms.push(piece);
      continue;
    }
    const parts = piece.split(/[._-]/);
    for (const part of parts) terms.push(part);
    if (/[a-z]/.test(piece)) terms.push(parts.join(''));
  }
}

/** Adds the common form of numbers that have several writings. */
function pushNumbers(terms: string[], text: string): void {
  for (const { groups } of text.matchAll(ORDINAL))
    pushValue(terms, groups!.numeral!, (value) => `第${value}${groups!.noun!}`);
  for (const { groups } of text.matchAll(AMOUNT)) pushValue(terms, groups!.amount!, String);
  for (const { groups } of text.matchAll(SHARE))
    pushValue(terms, (groups!.chinese ?? groups!.arabic)!, (value) => `${value}%`);
  for (const { groups } of text.matchAll(YEAR)) pushValue(terms, groups!.year!, String);
  for (const { groups } of text.matchAll(COUNT)) pushValue(terms, groups!.count!, String);
}

function pushValue(terms: string[], numeral: string, write: (value: number) => string): void {
  const value = parseChineseNumeral(numeral);
  if (value !== null) terms.push(write(value));
}
