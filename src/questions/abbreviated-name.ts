import { segmentWords } from '../language/segmenter.ts';

/** 提标通知, 菌业意见, 医保问答: so many characters shorten a name. */
const SHORTEST = 2;
const LONGEST = 6;

/**
 * Whether a word shortens a name as people shorten titles: each of its characters begins or ends another word of the name, in order.
 * 菌业 of 食用菌产业, 提标 of 提高…标准.
 */
export function isAbbreviationOf(word: string, name: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || !/^\p{Script=Han}+$/u.test(word)) return false;
  // Asked of every document: what is cheap rules most out.
  let found = -1;
  for (const character of word) {
    found = name.indexOf(character, found + 1);
    if (found < 0) return false;
  }
  let at = 0;
  for (const { text } of segmentWords(name)) {
    const character = word[at];
    if (character === undefined) break;
    if (text.startsWith(character)) {
      at += 1;
      // A longer word may give both its ends: 问题解答 of 问答.
      if (text.length > 2 && word[at] !== undefined && text.endsWith(word[at]!)) at += 1;
    } else if (text.endsWith(character)) at += 1;
  }
  return at >= word.length;
}
