import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { LRUCache } from 'lru-cache';

/** A word of a text with its place (UTF-16 code units) and its part of speech (nt: an organisation, x: anything else). */
export interface SegmentedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tag: string;
}

let plain: Jieba | undefined;
let extended: Jieba | undefined;

/** The dictionary is read once, on first use (about a fifth of a second). */
function loadPlain(): Jieba {
  plain ??= Jieba.withDict(dict);
  return plain;
}

/** One question is taken apart several times while it is read; what is longer is a document. */
const kept = new LRUCache<string, readonly SegmentedWord[]>({ max: 64 });
const LONGEST_KEPT = 200;

/** The words of a text in order, white space and punctuation included: their texts joined are the text. */
export function segmentWords(text: string): readonly SegmentedWord[] {
  if (text.length > LONGEST_KEPT) return cutWords(text);
  const known = kept.get(text) ?? cutWords(text);
  kept.set(text, known);
  return known;
}

/** The same by the built-in dictionary alone: what a document is read as must not depend on what was read before. */
export function segmentPlainly(text: string): readonly SegmentedWord[] {
  return cutWords(text, loadPlain());
}

function cutWords(text: string, jieba: Jieba = extended ?? loadPlain()): SegmentedWord[] {
  let at = 0;
  return jieba.tag(text).map(({ word, tag }) => {
    const start = at;
    at += word.length;
    return { text: word, start, end: at, tag };
  });
}

/**
 * Keeps names whole in `segmentWords`, tagged `nt`: 「市工业和信息化局」 is else cut into 市, 工业, 和, 信息化, 局.
 * Holds for the whole process; the index terms (`extractTerms`) never depend on it. Names with white space are left out.
 */
export function addWords(words: readonly string[]): void {
  const lines = [...new Set(words)].filter((word) => word.length > 1 && !/\s/u.test(word));
  if (lines.length === 0) return;
  extended ??= Jieba.withDict(dict);
  kept.clear();
  extended.loadDict(Buffer.from(`${lines.map((word) => `${word} 100000 nt`).join('\n')}\n`));
}

/**
 * Dictionary words of three and more characters that stand in the text, those inside longer ones included:
 * 人力资源 and 信息化 of 「人力资源信息化」. Depends on the text and the built-in dictionary alone.
 */
export function findLongWords(text: string): string[] {
  return loadPlain()
    .cutForSearch(text, false)
    .filter((word) => word.length > 2 && ALL_HAN.test(word));
}

const ALL_HAN = /^[\u3400-\u9fff]+$/;
