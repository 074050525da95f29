import type { TopicWord, WeighedTopic } from './weigh-topic.ts';

/** What a shortened form is worth against the word itself: 工控 for 工业控制. */
const SHORTENED = 0.8;

/**
 * Share of a topic's weight that a text carries, 0 … 1. `text` must be normalised (`normaliseForTerms`). A word counts
 * whole where it stands in the text or in another form, in part where some of its pairs do.
 */
export function coverTopic(topic: WeighedTopic, text: string): number {
  if (topic.total === 0) return 0;
  let covered = 0;
  for (const word of topic.words) covered += word.weight * coverWord(word, text);
  return covered / topic.total;
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

/**
 * 「工控」 in 工业控制系统, 「跨境电商」 in 跨境电子商务: the characters in order within one stretch of twice the length, the
 * first of them opening it.
 */
function isShortenedIn(word: string, text: string): boolean {
  if (!/^\p{Script=Han}{2,5}$/u.test(word)) return false;
  const reach = word.length * 2 + 1;
  for (let at = text.indexOf(word[0]!); at >= 0; at = text.indexOf(word[0]!, at + 1)) {
    let position = at;
    let i = 1;
    for (; i < word.length; i++) {
      const next = text.indexOf(word[i]!, position + 1);
      if (next < 0 || next - at >= reach || next - position > 3) break;
      if (/[，。；、：]/.test(text.slice(position, next))) break;
      position = next;
    }
    if (i === word.length) return true;
  }
  return false;
}
