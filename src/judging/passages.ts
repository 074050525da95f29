import type { ClauseView } from '../retrieval/clause-view.ts';
import type { JudgedMessage } from './clause-features.ts';
import { coverOf, findTerms } from './cover-terms.ts';

/** What a reader is given of a clause: a few neighbouring sentences under the nearest heading. */
export interface Passage {
  readonly text: string;
  readonly normal: string;
  /** Sentences of the clause that it has, or a part of. */
  readonly sentences: readonly number[];
}

/** Characters of a passage, and from which on one that is a single sentence is cut. */
const LONGEST = 84;
const LONGEST_SENTENCE = 126;
const LONGEST_HEADING = 24;
/** Sentences that are looked at in one clause. */
const MOST_SENTENCES = 80;

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
      normal: own.map((i) => sentences[i]!.normal).join(''),
      sentences: own,
    });
    text = text.slice(end);
    own = text === '' ? [] : own.slice(-1);
  };
  sentences.slice(0, MOST_SENTENCES).forEach(({ start, end }, i) => {
    const words = clause.text.slice(start, end);
    if (text !== '' && text.length + words.length > LONGEST) close(text.length);
    text += words;
    own = [...own, i];
    while (text.length > LONGEST_SENTENCE) close(LONGEST);
  });
  if (text !== '') close(text.length);
  return passages;
}
