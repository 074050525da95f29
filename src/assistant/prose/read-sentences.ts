import type { StatementReader, WrittenCite, WrittenSentence } from './statement-reader.ts';

/** [1], 【1】, [1、2], （证据1）: numbers in round brackets are marks only where they say so. */
const MARKER =
  /[[【［](?:证据|来源)?\s{0,3}\d{1,2}(?:\s{0,3}[,，、]\s{0,3}\d{1,2})*\s{0,3}[\]】］]|[（(](?:证据|来源)\s{0,3}\d{1,2}(?:\s{0,3}[,，、]\s{0,3}\d{1,2})*[）)]/gu;

const STOP = /[。！？!?\n]/u;
/** Prose without a full stop for so long is no answer; the rest of it is not read. */
const LONGEST_SENTENCE = 1000;

/** Sentences of prose. One is complete once the next has begun, as its mark may follow the full stop. */
export function createSentenceReader(): StatementReader {
  /** What is not read yet, and how much of it was looked through for a stop. */
  let rest = '';
  let looked = 0;
  let isOver = false;

  return {
    push(piece) {
      if (isOver) return [];
      rest += piece;
      return read(false);
    },
    end: () => (isOver ? [] : read(true)),
  };

  function read(isEnd: boolean): WrittenSentence[] {
    const found: WrittenSentence[] = [];
    for (;;) {
      while (looked < rest.length && !STOP.test(rest[looked]!)) looked++;
      if (looked > LONGEST_SENTENCE) {
        isOver = true;
        return found;
      }
      if (looked >= rest.length) break;
      const end = endOf(rest, looked);
      // Something must stand behind that can be no part of a mark.
      if (!isEnd && !/^[^\s[【［(（]/u.test(rest.slice(end, end + 1))) break;
      add(found, rest.slice(0, end));
      rest = rest.slice(end);
      looked = 0;
    }
    if (isEnd) {
      add(found, rest);
      rest = '';
    }
    return found;
  }
}

/** Behind the stops and the marks that follow them. */
function endOf(text: string, stop: number): number {
  let end = stop;
  while (end < text.length && (STOP.test(text[end]!) || /\s/.test(text[end]!))) end++;
  for (;;) {
    MARKER.lastIndex = end;
    const marker = MARKER.exec(text.slice(0, end + 40));
    if (marker?.index !== end) return end;
    end += marker[0].length;
    while (end < text.length && /[\s。]/u.test(text[end]!)) end++;
  }
}

function add(found: WrittenSentence[], written: string): void {
  const text = tidy(written);
  if (/\p{Script=Han}{2}/u.test(text)) found.push({ text, cites: citesIn(written) });
}

/** The evidence numbers of the marks in a text. */
export function citesIn(text: string): WrittenCite[] {
  const numbers = [...text.matchAll(MARKER)].flatMap(([marker]) => (marker.match(/\d+/g) ?? []).map(Number));
  return [...new Set(numbers)].map((evidence) => ({ evidence, quote: null }));
}

/** Without marks, bullets, emphasis, line breaks and what nobody sees. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Surrogate}\p{Mn}]|(?!\s)\p{Cc}/gu, '')
    .replace(MARKER, '')
    .replace(/^[\s#>*]+|^\s*-\s+/u, '')
    .replace(/^\d{1,2}[.、）)](?!\d)\s*/u, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
