import type { PassResult } from './cleaning-pass.ts';

const TONED = 'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ';

/**
 * 「互聯(lián)網」, 「數（shù）據」: the reading of the character before it. Only with a tone mark: (PUE), (kw), (tce) and the toneless
 * (le) stay.
 */
const GLOSS = new RegExp(
  `(?<=[\\u3400-\\u9fff])[(（]\\s{0,2}(?=[a-zü]{0,5}[${TONED}])[a-zü${TONED}]{1,6}\\s{0,2}[)）]`,
  'giu',
);

/** Deletes pinyin glosses. */
export function findGlosses(text: string): PassResult {
  return {
    edits: [...text.matchAll(GLOSS)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      replacement: '',
    })),
  };
}
