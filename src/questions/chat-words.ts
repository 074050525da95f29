import { readFileSync } from 'node:fs';

let words: ReadonlySet<string> | null = null;

/** Whether a word belongs to the asking, not to what is asked: 活儿, 清单, 那边, 列全. */
export function isChatWord(word: string): boolean {
  words ??= loadWords();
  return words.has(word);
}

function loadWords(): ReadonlySet<string> {
  const text = readFileSync(new URL('./data/chat-words.txt', import.meta.url), 'utf8');
  return new Set(
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/))
      .filter((word) => word !== ''),
  );
}
