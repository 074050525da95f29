import { GENERIC_WORDS } from '../questions/generic-words.ts';
import { otherForms } from '../retrieval/other-forms.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import type { TopicWord, WeighedTopic } from '../retrieval/weigh-topic.ts';

/**
 * The compound that is asked for where a clause only comes near it, else null: 「智慧粮仓」 asked, and a clause on 智慧港口
 * that names 粮仓 in a row of places. The compound stands neither in the clause nor above it, no heading has its last word,
 * and the text has that word only in passing, as one of several things.
 */
export function findNearMiss({ view, documentNames }: Evidence, topic: WeighedTopic): string | null {
  const [run] = topic.runs;
  if (run === undefined || topic.runs.length > 1 || !/^\p{Script=Han}{4,6}$/u.test(run)) return null;
  const head = headOf(run, topic.words);
  if (head === null) return null;
  const headings = `${view.title} ${view.trail} ${documentNames}`;
  if (`${view.body} ${headings}`.includes(run)) return null;
  if (topic.words.some((word) => word.text === run && coverWord(word, view.body) >= SAME_THING)) return null;
  const forms = [head, ...otherForms(head)];
  if (forms.some((form) => headings.includes(form))) return null;
  const isSubject = view.sentences.some(({ normal }) => forms.some((form) => standsAlone(normal, form)));
  return isSubject ? null : run;
}

/** From this cover on a word stands there in another form. */
const SAME_THING = 0.9;

/** 智慧粮仓 → 粮仓: the last of two words, no general one (系统, 平台), or the second half of one of four characters. */
function headOf(run: string, words: readonly TopicWord[]): string | null {
  const isOneWord = words.length === 1 && run.length === 4 && words[0]!.text === run;
  const head = isOneWord ? run.slice(2) : words.length === 2 ? words[1]!.text : '';
  return /^.{2,3}$/u.test(head) && run.endsWith(head) && !GENERIC_WORDS.has(head) ? head : null;
}

/** Whether a word stands outside a row of things: in 「服务电网、水利、能源等领域」 水利 does not. */
function standsAlone(sentence: string, word: string): boolean {
  return sentence
    .split(/[，,：:]/u)
    .flatMap((clause) => clause.split('、').map((item, _i, row) => ({ item, isRow: row.length > 1 })))
    .some(({ item, isRow }) => item.includes(word) && !isRow);
}
