import type { KeywordIndex } from '../clause-index/ports/keyword-index.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isFunctionWord, normaliseForTerms, segmentWords } from '../language/words.ts';
import { countWork } from '../turns/work-budget.ts';
import { otherForms, splitAtPhrases } from './other-forms.ts';

/** One content word of a topic and what its presence is worth. */
export interface TopicWord {
  /** Lower case, simplified. */
  readonly text: string;
  /** Worth of the whole word; rare words are worth more. */
  readonly weight: number;
  /** Character pairs (or the token itself) with their share of the word, summing to 1. */
  readonly pieces: readonly { readonly text: string; readonly share: number }[];
  /** Written otherwise in official texts: 网贷 → 网络借贷. */
  readonly alternatives: readonly string[];
  /** Index of the run it comes from. */
  readonly run: number;
  /** No visible clause has the word, nor any of its pieces. */
  readonly isUnknown: boolean;
}

export interface WeighedTopic {
  readonly runs: readonly string[];
  readonly words: readonly TopicWord[];
  /** Sum of the words' weights. */
  readonly total: number;
}

/** General words of policy language tell topics apart only a little. */
const WEAK_FACTOR = 0.4;
/** 五百名, 60多个: how many there are, not what. */
const NUMERAL = /^[一二两三四五六七八九十百千万亿\d]+(?:多|余)?[个名家项条种类]?$/;
const NONE: ReadonlySet<string> = new Set();
/** Cut into words, weighed by their pieces. */
const STEPS_A_CHARACTER = 50;

/**
 * Splits a topic into words and weighs them by how few visible clauses have them. A word that is unknown to all clauses keeps the
 * weight of a rare one: 「氢能船舶产业园」 must not be answered by what any 产业园 does.
 */
export async function weighTopic(
  runs: readonly string[],
  keywords: KeywordIndex,
  visibility: Visibility,
  generic: ReadonlySet<string> = NONE,
): Promise<WeighedTopic> {
  countWork(STEPS_A_CHARACTER * runs.join('').length);
  const runOf = new Map<string, number>();
  runs.forEach((run, i) => {
    for (const word of splitRun(run)) if (!runOf.has(word)) runOf.set(word, i);
  });
  const texts = [...runOf.keys()];
  const pieces = new Map(texts.map((text) => [text, piecesOf(text)]));
  const forms = new Map(texts.map((text) => [text, otherForms(text)]));
  const formPieces = (text: string) => forms.get(text)!.map(piecesOf);
  const all = [...new Set([...pieces.values(), ...texts.flatMap(formPieces)].flat())];
  const [unknown = 1, ...values] = await keywords.inverseDocumentFrequency(['\u0000', ...all], visibility);
  const once = rarityOfOne(unknown);
  const idf = new Map(all.map((piece, i) => [piece, values[i] ?? unknown]));
  const words = texts.map((text): TopicWord => {
    const own = pieces.get(text)!;
    const sum = own.reduce((total, piece) => total + idf.get(piece)!, 0) || 1;
    const inner = own.length > 2 && ALL_HAN.test(text) ? halves(text) : own;
    const isKnown = (list: readonly string[]) => list.every((piece) => idf.get(piece)! < unknown);
    const isUnknown = own.every((piece) => idf.get(piece)! >= unknown);
    // 「臭水沟」 stands nowhere, 黑臭水体 does: the saying is as rare as what it stands for.
    const known = isUnknown ? formPieces(text).filter(isKnown) : [];
    const rarity = Math.max(...(known[0] ?? inner).map((piece) => idf.get(piece)!));
    const weak = isGeneric(text, generic) || NUMERAL.test(text) ? WEAK_FACTOR : 1;
    return {
      text,
      weight: weak * Math.min(1, rarity / once) * Math.min(2, 0.5 + text.length / 4),
      pieces: shares(text, own, idf, sum),
      alternatives: forms.get(text)!,
      run: runOf.get(text)!,
      isUnknown: isUnknown && known.length === 0,
    };
  });
  const kept = heaviest(words);
  return { runs, words: kept, total: kept.reduce((total, word) => total + word.weight, 0) };
}

/** Each is looked for in each sentence of each candidate; questions have a dozen at most. */
const MOST_WORDS = 40;

/** The words that tell most, in their order. */
function heaviest(words: readonly TopicWord[]): readonly TopicWord[] {
  if (words.length <= MOST_WORDS) return words;
  const least = [...words].sort((a, b) => b.weight - a.weight)[MOST_WORDS - 1]!.weight;
  return words.filter(({ weight }) => weight >= least).slice(0, MOST_WORDS);
}

/**
 * What a word that one clause has would weigh, from what an unknown one does: a word that no clause has is not worth more
 * than the rarest known one, however few clauses there are.
 */
function rarityOfOne(unknown: number): number {
  const clauses = Math.max(1, (Math.exp(unknown) - 1) / 2 - 0.5);
  return Math.max(0.1, Math.log(1 + (clauses - 0.5) / 1.5));
}

function splitRun(run: string): string[] {
  return splitAtPhrases(normaliseForTerms(run)).flatMap(({ text, isPhrase }) =>
    isPhrase ? [text] : splitWords(text),
  );
}

function splitWords(part: string): string[] {
  const words: string[] = [];
  let single = '';
  for (const { text } of segmentWords(part)) {
    if (/^[\p{P}\p{S}\s]*$/u.test(text)) continue;
    if (text.length === 1 && /\p{Script=Han}/u.test(text)) {
      if (!isFunctionWord(text)) single += text;
      continue;
    }
    if (single !== '') words.push(single);
    single = '';
    if (isFunctionWord(text)) continue;
    // 「要钱」, 「搞活动」: the light verb is not what is asked about.
    // 「林子里」, 「路上」: the place word is no part of the thing.
    if (/^\p{Script=Han}{2,}[里上中下]$/u.test(text) && text.length === 3) {
      words.push(text.slice(0, -1));
      continue;
    }
    if (/^[要搞弄]\p{Script=Han}{1,2}$/u.test(text)) single = text.slice(1);
    else words.push(text);
  }
  if (single !== '') words.push(single);
  return words;
}

const ALL_HAN = /^\p{Script=Han}+$/u;

/** 政策, and 扶持政策 that two of them make. */
function isGeneric(word: string, generic: ReadonlySet<string>): boolean {
  return (
    generic.has(word) || (word.length === 4 && generic.has(word.slice(0, 2)) && generic.has(word.slice(2)))
  );
}

/** 系统升级 → 系统, 升级: where a long word is joined of two, the pair across the joint tells nothing. */
function halves(word: string): string[] {
  const pairs: string[] = [];
  for (let i = 0; i + 2 <= word.length; i += 2) pairs.push(word.slice(i, i + 2));
  return pairs;
}

function shares(
  word: string,
  pieces: readonly string[],
  idf: ReadonlyMap<string, number>,
  sum: number,
): TopicWord['pieces'] {
  const main = word.length >= 4 && word.length % 2 === 0 && ALL_HAN.test(word) ? new Set(halves(word)) : null;
  if (main === null) return pieces.map((piece) => ({ text: piece, share: idf.get(piece)! / sum }));
  const total = [...main].reduce((value, piece) => value + idf.get(piece)!, 0) || 1;
  return [...main].map((piece) => ({ text: piece, share: idf.get(piece)! / total }));
}

/** Pairs of a Chinese word; a Latin or number token stays whole. */
function piecesOf(word: string): string[] {
  const pieces: string[] = [];
  for (const [run] of word.matchAll(/\p{Script=Han}+|[a-z0-9.+-]+/gu)) {
    if (run.length <= 2 || /^[a-z0-9.+-]/.test(run)) pieces.push(run);
    else for (let i = 0; i + 1 < run.length; i++) pieces.push(run.slice(i, i + 2));
  }
  return pieces.length > 0 ? [...new Set(pieces)] : [word];
}
