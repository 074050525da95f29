import { dict } from '@node-rs/jieba/dict.js';

/** How often pairs and single characters stand in general Chinese, from the segmenter's word counts. */
interface Background {
  /** By `pairKey`. */
  readonly pairs: ReadonlyMap<number, number>;
  /** By UTF-16 unit. */
  readonly characters: Float64Array;
  readonly total: number;
}

let loaded: Background | undefined;

/** Rarity of a Latin or number token, and of anything that the table has never seen. */
export const MOST_RARE = 16;

/**
 * How rare a term is in general Chinese, in nats, 0 … `MOST_RARE`: minus the log of its share among all pairs. The same whatever
 * documents are loaded, so that five files and fifty thousand articles are weighed alike. A pair that no word holds (it stands
 * across two words) is as rare as its characters make it by chance.
 */
export function rarityOf(term: string): number {
  loaded ??= load();
  const { pairs, characters, total } = loaded;
  if (term.length === 1)
    return Math.min(MOST_RARE, -Math.log((characters[term.charCodeAt(0)]! + 0.5) / total));
  if (term.length !== 2) return MOST_RARE;
  const byChance =
    ((characters[term.charCodeAt(0)]! || 0.5) * (characters[term.charCodeAt(1)]! || 0.5)) / total;
  return Math.min(
    MOST_RARE,
    -Math.log(((pairs.get(pairKey(term, 0)) ?? 0) + BY_CHANCE * byChance + 0.05) / total),
  );
}

/** Share of the pairs in running text that stand across two words. */
const BY_CHANCE = 0.5;

/** One pass over the lines 「word count tag」 of the dictionary; words of other than Chinese characters are passed over. */
function load(): Background {
  const pairs = new Map<number, number>();
  const characters = new Float64Array(0x10000);
  let total = 0;
  const text = new TextDecoder().decode(dict);
  for (let start = 0; start < text.length; start = endOfLine(text, start) + 1) {
    let end = start;
    while (isHan(text.charCodeAt(end))) end++;
    if (end === start || text[end] !== ' ') continue;
    const count = Number.parseInt(text.slice(end + 1, end + 12), 10);
    if (Number.isNaN(count)) continue;
    total += count * (end - start);
    for (let at = start; at < end; at++) {
      characters[text.charCodeAt(at)]! += count;
      if (at + 1 === end) continue;
      const pair = pairKey(text, at);
      pairs.set(pair, (pairs.get(pair) ?? 0) + count);
    }
  }
  return { pairs, characters, total };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
const isHan = (code: number): boolean => code >= FIRST_HAN && code <= LAST_HAN;

/** Two Chinese characters as one number, small enough that the engine need not allocate it; of anything else, a number that no pair has. */
function pairKey(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  if (!isHan(first) || !isHan(second)) return -1;
  return (first - FIRST_HAN) * (LAST_HAN + 1 - FIRST_HAN) + (second - FIRST_HAN);
}
