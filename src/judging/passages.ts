import { normaliseForTerms } from '../language/words.ts';
import { type ClauseView, headingAt } from '../retrieval/clause-view.ts';
import type { JudgedMessage } from './clause-features.ts';
import { coverOf, findTerms } from './cover-terms.ts';

/** What a reader is given of a clause: a few neighbouring sentences, or a piece of a very long one, under the nearest heading. */
export interface Passage {
  readonly text: string;
  /** The same without the heading, in its normalised writing. */
  readonly normal: string;
  /** Sentences of the clause that it has, or a piece of. */
  readonly sentences: readonly number[];
}

/** Characters of a passage, and from which on one that is a single sentence is cut. */
const LONGEST = 84;
const LONGEST_SENTENCE = 126;
const LONGEST_HEADING = 24;
/** Passages that are looked at in one clause. */
const MOST_PASSAGES = 80;

/** The passages of a clause that have most of what the message asks about, in their order. */
export function choosePassages(message: JudgedMessage, view: ClauseView, most: number): readonly Passage[] {
  const passages = passagesOf(view);
  if (passages.length <= most) return passages;
  const covers = passages.map(({ normal }) => coverOf(message, findTerms(message, normal)));
  return [...passages.keys()]
    .sort((a, b) => covers[b]! - covers[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
    .map((place) => passages[place]!);
}

const cut = new WeakMap<ClauseView, readonly Passage[]>();

/** All passages of a clause, once per clause. */
export function passagesOf(view: ClauseView): readonly Passage[] {
  const known = cut.get(view);
  if (known !== undefined) return known;
  const passages = cutPassages(view);
  cut.set(view, passages);
  return passages;
}

function cutPassages({ clause, sentences, title, trail }: ClauseView): Passage[] {
  const heading = (title || (trail.split(' ').at(-1) ?? '')).slice(0, LONGEST_HEADING);
  const passages: Passage[] = [];
  let text = '';
  let own: number[] = [];
  const close = (end: number) => {
    const words = text.slice(0, end);
    passages.push({
      text: heading === '' || words.startsWith(heading) ? words : `${heading}：${words}`,
      normal: normaliseForTerms(words),
      sentences: own,
    });
    text = text.slice(end);
    own = text === '' ? [] : own.slice(-1);
  };
  for (const [i, { start, end }] of sentences.entries()) {
    const words = headingAt(clause, start) + clause.text.slice(start, end);
    if (text !== '' && text.length + words.length > LONGEST) close(text.length);
    text += words;
    own = [...own, i];
    while (text.length > LONGEST_SENTENCE && passages.length < MOST_PASSAGES) close(LONGEST);
    if (passages.length >= MOST_PASSAGES) return passages;
  }
  if (text !== '') close(text.length);
  return passages;
}
