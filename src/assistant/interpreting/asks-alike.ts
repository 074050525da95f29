import type { Ask, QuestionReading } from '../../questions/question-reading.ts';
import { contentPairs, coverPairs } from '../proof/content-pairs.ts';

/**
 * Whether a rewriting asks what the follow-up asks by the rules: as many things, in the same form, of the same units and roles
 * and, where the follow-up names its own topic, about that alone. One that keeps what the follow-up replaced is none.
 */
export function asksAlike(rewritten: QuestionReading, original: QuestionReading): boolean {
  if (original.kind !== 'question') return rewritten.kind === 'question';
  return (
    rewritten.asks.length === original.asks.length &&
    rewritten.asks.every((ask, i) => {
      const asked = original.asks[i]!;
      return (
        ask.form === asked.form &&
        ask.roles.join() === asked.roles.join() &&
        ask.attribute === asked.attribute &&
        unitsOf(ask) === unitsOf(asked) &&
        (original.isBoundToFocus || isOnSameTopic(ask, asked))
      );
    })
  );
}

function unitsOf({ units }: Ask): string {
  return units
    .flatMap(({ mention, names }) => names[0] ?? mention)
    .sort()
    .join();
}

/** Share of a rewriting's topic that may be new: a document's name, a word that makes it readable. */
const NEW_TOPIC = 0.3;

function isOnSameTopic(rewritten: Ask, original: Ask): boolean {
  const own = contentPairs(original.topic.join('，'));
  if (own.size === 0) return true;
  const written = contentPairs(rewritten.topic.join('，'));
  return coverPairs(own, written) === 1 && coverPairs(written, own) >= 1 - NEW_TOPIC;
}
