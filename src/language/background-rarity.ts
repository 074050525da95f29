import { dict } from '@node-rs/jieba/dict.js';

/** How often pairs and single characters stand in general Chinese, from the segmenter's word counts. */
interface Background {
  readonly pairs: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
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
  if (term.length === 1) return Math.min(MOST_RARE, -Math.log(((characters.get(term) ?? 0) + 0.5) / total));
  if (term.length !== 2) return MOST_RARE;
  const byChance = ((characters.get(term[0]!) ?? 0.5) * (characters.get(term[1]!) ?? 0.5)) / total;
  return Math.min(MOST_RARE, -Math.log(((pairs.get(term) ?? 0) + BY_CHANCE * byChance + 0.05) / total));
}

/** Share of the pairs in running text that stand across two words. */
const BY_CHANCE = 0.5;

function load(): Background {
  const pairs = new Map<string, number>();
  const characters = new Map<string, number>();
  let total = 0;
  const lines = /^(?<word>[\u3400-\u9fff]+) (?<count>\d+)/gm;
  for (const { groups } of new TextDecoder().decode(dict).matchAll(lines)) {
    const word = groups!.word!;
    const count = Number(groups!.count);
    total += count * word.length;
    for (let at = 0; at < word.length; at++) {
      characters.set(word[at]!, (characters.get(word[at]!) ?? 0) + count);
      if (at + 1 === word.length) continue;
      const pair = word.slice(at, at + 2);
      pairs.set(pair, (pairs.get(pair) ?? 0) + count);
    }
  }
  return { pairs, characters, total };
}
