import { isShortenedIn } from '../language/shortened.ts';
import type { TopicWord, WeighedTopic } from './weigh-topic.ts';

/** What a shortened form is worth against the word itself: 工控 for 工业控制. */
const SHORTENED = 0.8;

/**
 * Share of a topic's weight that a text carries, 0 … 1. `text` must be normalised (`normaliseForTerms`). A word counts
 * whole where it stands in the text or in another form, in part where some of its pairs do.
 */
export function coverTopic(topic: WeighedTopic, text: string): number {
  return shareOf(
    topic,
    topic.words.map((word) => coverWord(word, text)),
  );
}

/** `coverTopic` of a sentence, and of the sentence behind a title: what stands in the one stands in both. */
export function coverSentence(
  topic: WeighedTopic,
  title: string,
  sentence: string,
): { readonly bare: number; readonly titled: number } {
  const text = `${title} ${sentence}`;
  const bare = topic.words.map((word) => coverWord(word, sentence));
  const titled = topic.words.map((word, i) => (bare[i] === 1 ? 1 : coverWord(word, text)));
  return { bare: shareOf(topic, bare), titled: shareOf(topic, titled) };
}

function shareOf({ words, total }: WeighedTopic, covers: readonly number[]): number {
  if (total === 0) return 0;
  let covered = 0;
  for (const [i, word] of words.entries()) covered += word.weight * covers[i]!;
  return covered / total;
}

export function coverWord(word: TopicWord, text: string): number {
  if (text.includes(word.text)) return 1;
  if (word.alternatives.some((alternative) => text.includes(alternative))) return 0.9;
  if (word.text.length >= 3 && /[业类性型者方品]$/.test(word.text) && text.includes(word.text.slice(0, -1)))
    return 0.85;
  const shortened = isShortenedIn(word.text, text) ? SHORTENED : 0;
  let pieces = 0;
  if (word.pieces.length > 1) {
    for (const piece of word.pieces) if (text.includes(piece.text)) pieces += piece.share;
  }
  return Math.max(shortened, pieces * 0.85);
}
