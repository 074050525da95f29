import { MOST_RARE, rarityOf } from '../language/background-rarity.ts';
import { isFunctionWord, normaliseForTerms, segmentWords } from '../language/words.ts';

/** One pair of characters, or a Latin or number token, of a message. */
export interface MessageTerm {
  readonly text: string;
  /** What finding it tells, 0 … 1: its rarity in general Chinese. */
  readonly weight: number;
  /** Part of a name (place, person, body), a year or another number: what must agree rather than be alike. */
  readonly isName: boolean;
  /** Index of its first character in the message. */
  readonly at: number;
}

/** What of a message can be found in clauses: no word of it is known beforehand, only how rare it is. */
export interface MessageTerms {
  readonly message: string;
  readonly terms: readonly MessageTerm[];
  /** Places of the terms in the order in which they stand in the message. */
  readonly order: readonly number[];
  /** Sum of weights; 0 where nothing is asked about. */
  readonly total: number;
}

/** More terms than that tell no more; the rarest are kept. */
const MOST_TERMS = 160;
const NAME_TAGS = /^(?:n[rst]|nz)/;
/** Question words that the segmenter leaves in pieces. */
const QUESTION_WORD = /^(?:多少|多久|哪天|哪年|几个|几项|几天|是否|吗|呢|呀|咋|咋样|啥时候|什么样|怎么办)$/u;

export function readMessageTerms(text: string): MessageTerms {
  const message = normaliseForTerms(text);
  const isDull = new Uint8Array(message.length);
  const isNamed = new Uint8Array(message.length);
  for (const { text: word, start, end, tag } of segmentWords(message)) {
    if (isFunctionWord(word) || QUESTION_WORD.test(word)) isDull.fill(1, start, end);
    else if (NAME_TAGS.test(tag)) isNamed.fill(1, start, end);
  }
  const found = new Map<string, MessageTerm>();
  const add = (term: string, at: number, rarity: number, isName: boolean) => {
    if (!found.has(term)) found.set(term, { text: term, weight: rarity / MOST_RARE, isName, at });
  };
  for (const { 0: run, index } of message.matchAll(/[\u3007\u3400-\u9fff]+/g)) {
    for (let i = 0; i < run.length; i++) {
      const at = index + i;
      if (isDull[at]) continue;
      const isLast = i + 1 >= run.length || isDull[at + 1] === 1;
      const isFirst = i === 0 || isDull[at - 1] === 1;
      if (isLast && isFirst) add(run[i]!, at, rarityOf(run[i]!) * SINGLE, isNamed[at] === 1);
      else if (!isLast)
        add(
          run.slice(i, i + 2),
          at,
          rarityOf(run.slice(i, i + 2)),
          isNamed[at] === 1 && isNamed[at + 1] === 1,
        );
    }
  }
  for (const { 0: token, index } of message.matchAll(/[a-z]+(?:[-_][a-z0-9]+)*\d*|\d+(?:\.\d+)?/g))
    add(token, index, token.length === 1 ? MOST_RARE / 2 : MOST_RARE, true);
  const terms = [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_TERMS);
  const order = [...terms.keys()].sort((a, b) => terms[a]!.at - terms[b]!.at);
  return { message, terms, order, total: terms.reduce((sum, { weight }) => sum + weight, 0) };
}

/** A single character between function words tells less than a pair. */
const SINGLE = 0.5;
