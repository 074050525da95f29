import type { DirectoryData } from './directory-data.ts';

/** Whether a name may begin or end at a place of running text. */
export interface OrdinaryWords {
  /** False where a name ending at `end` would cut an ordinary word: 教育局｜面, 政务服务办｜理. */
  mayEnd(text: string, end: number): boolean;
  /** False where a name beginning at `start` would: 集｜团委. */
  mayBegin(text: string, start: number): boolean;
}

export function createOrdinaryWords(data: DirectoryData['ordinaryWords']): OrdinaryWords {
  const words = new Set(data.straddling);
  const longest = Math.max(...data.straddling.map((word) => word.length));
  const cuts = (text: string, place: number): boolean => {
    for (let start = Math.max(0, place - longest + 1); start < place; start += 1) {
      const limit = Math.min(text.length, start + longest);
      for (let end = place + 1; end <= limit; end += 1) if (words.has(text.slice(start, end))) return true;
    }
    return false;
  };
  return {
    mayEnd: (text, end) => !cuts(text, end) || data.openers.some((word) => text.startsWith(word, end)),
    mayBegin: (text, start) => !cuts(text, start),
  };
}
