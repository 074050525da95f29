/** How much of the words a text carries, 0 … 1, each by its length; longer words also in parts, two signs also apart (收费: 收取费用). */
export function coverWords(words: readonly string[], text: string): number {
  const total = words.reduce((sum, word) => sum + weightOf(word), 0);
  if (total === 0) return 0;
  return words.reduce((sum, word) => sum + weightOf(word) * coverOf(word, text), 0) / total;
}

/** Whether the word itself, or its two signs close behind each other, stand in the text. */
export function carriesWord(word: string, text: string): boolean {
  return coverOf(word, text) >= CARRIED;
}

/** Half of the word at least. */
export function carriesPart(word: string, text: string): boolean {
  return coverOf(word, text) >= 0.5;
}

const CARRIED = 0.66;
/** A single sign says little. */
const weightOf = (word: string) => (word.length === 1 ? 0.4 : word.length);

function coverOf(word: string, text: string): number {
  if (text.includes(word)) return 1;
  if (word.length === 1) return 0;
  if (word.length === 2) return isDrawnApart(word, text) ? 1 : 0;
  let found = 0;
  for (let at = 0; at + 2 <= word.length; at++) if (text.includes(word.slice(at, at + 2))) found++;
  return found / (word.length - 1);
}

/** The second sign within three of the first. */
function isDrawnApart(word: string, text: string): boolean {
  for (let at = text.indexOf(word[0]!); at >= 0; at = text.indexOf(word[0]!, at + 1))
    if (text.slice(at + 1, at + 4).includes(word[1]!)) return true;
  return false;
}
