import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { ClauseSentence } from '../../retrieval/clause-view.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import { coverTopic, coverWord } from '../../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../../retrieval/weigh-topic.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { toAnswerUnits, unitsForQuote } from '../clause-units.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';
import { renderUnits } from '../render-units.ts';

const MOST_SENTENCES = 12;

/** The sentences of the chosen clauses that answer; all of them where the topic is the clause's own heading. */
export function composeWhat(
  ask: Ask,
  topic: WeighedTopic,
  chosen: readonly Evidence[],
  context: AnswerContext,
): DraftAnswer {
  const statements: DraftStatement[] = [];
  for (const evidence of chosen) {
    const { clause } = evidence;
    const sentences = asksForAll(ask, evidence)
      ? evidence.view.sentences.slice(0, MOST_SENTENCES)
      : answeringSentences(evidence, topic);
    const document = context.corpus.documentById.get(clause.documentId);
    const place = document ? `《${escapeMarkdown(document.title)}》` : '';
    const text = sentences.map(({ start, end }) => clause.text.slice(start, end)).join('');
    const first = sentences[0];
    const last = sentences.at(-1);
    const span = first && last ? { start: first.start, end: last.end } : null;
    statements.push({
      text: `${place}“${escapeMarkdown(clauseName(clause))}”：${escapeMarkdown(text)}`,
      quotes: [quoteOf(clause, span)],
      mustSay: [],
    });
    if (ask.wantsUnits) {
      const { assignments } = unitsForQuote(clause, null, ask.roles, context.scope);
      if (assignments.length > 0)
        statements.push({
          text: `${renderUnits(assignments)}。`,
          quotes: [quoteOf(clause, span)],
          mustSay: assignments.map(({ name }) => name),
        });
    }
  }
  const units = ask.wantsUnits
    ? chosen.flatMap((evidence) =>
        toAnswerUnits(
          evidence.clause,
          unitsForQuote(evidence.clause, null, ask.roles, context.scope).assignments,
          context.unitDirectory,
          context.corpus.jurisdiction,
        ),
      )
    : [];
  return { kind: 'answer', statements, units };
}

/** Longest clause that is given whole where all of something is asked for. */
const LONGEST_WHOLE = 400;

/** 「哪些行为是禁止的」, 「重点在哪几个方面」: the items stand in several sentences of the clause. */
function asksForAll(ask: Ask, { clause }: Evidence): boolean {
  return (
    /哪(?:些|几|[两二三四五六七八九十])|几(?:个|大)?(?:方面|类|种|块)/.test(ask.text) &&
    !/哪(?:些|几)?(?:个|家)?(?:部门|单位|区|县)/.test(ask.text) &&
    clause.text.length <= LONGEST_WHOLE
  );
}

/** Sentences that carry what the heading does not already say; a run of neighbours, best ones first in. */
function answeringSentences(evidence: Evidence, topic: WeighedTopic): readonly ClauseSentence[] {
  const { view } = evidence;
  const all = view.sentences.slice(0, MOST_SENTENCES);
  const beyondTitle = topic.words.filter((word) => coverWord(word, `${view.title}`) < 0.75);
  const share = beyondTitle.reduce((sum, word) => sum + word.weight, 0) / (topic.total || 1);
  if (all.length <= 2 || topic.total === 0 || share < 0.3) return all;
  const rest: WeighedTopic =
    share >= 0.6 || view.title === ''
      ? topic
      : {
          runs: topic.runs,
          words: beyondTitle,
          total: beyondTitle.reduce((sum, word) => sum + word.weight, 0),
        };
  const scored = all.map((sentence) => ({ sentence, cover: coverTopic(rest, sentence.normal) }));
  const best = Math.max(...scored.map((entry) => entry.cover));
  if (best < 0.2) return all;
  const kept = scored
    .filter((entry) => entry.cover >= Math.max(0.25, best * 0.6))
    .map((entry) => entry.sentence);
  return kept.length > 0 ? addUncovered(kept, all, rest) : all;
}

/** Adds, for each word that no kept sentence carries, the sentence that carries it; in printed order. */
function addUncovered(
  kept: readonly ClauseSentence[],
  all: readonly ClauseSentence[],
  topic: WeighedTopic,
): readonly ClauseSentence[] {
  const chosen = new Set(kept);
  for (const word of topic.words) {
    if (word.weight < 0.3 || [...chosen].some((sentence) => coverWord(word, sentence.normal) >= 0.75))
      continue;
    const carrier = all.find((sentence) => coverWord(word, sentence.normal) >= 0.75);
    if (carrier) chosen.add(carrier);
  }
  return all.filter((sentence) => chosen.has(sentence));
}
