import type { PassResult } from './cleaning-pass.ts';

/** 「[bookmark: _GoBack]2019年重点工作分工表」: marks of a converted word-processor file, and blanks written as entities. */
const LEFTOVER = /\[bookmark:\s*[\w.-]*\]|(?<blank>&(?:nbsp|ensp|emsp|thinsp|#160|#12288);)/giu;

/** Deletes bookmarks; a blank entity becomes a blank. */
export function findWordProcessorLeftovers(text: string): PassResult {
  return {
    edits: [...text.matchAll(LEFTOVER)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      replacement: match.groups?.blank ? ' ' : '',
    })),
  };
}
