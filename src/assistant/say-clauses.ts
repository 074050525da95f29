import type { ClauseRecord } from '../domain/clause.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { chooseStretch } from '../judging/choose-stretch.ts';
import { readMessage } from '../judging/clause-features.ts';
import type { PassageReading } from '../judging/judge-readings.ts';
import type { Ask } from '../questions/question-reading.ts';
import { type ClauseView, viewClause } from '../retrieval/clause-view.ts';
import { addItems } from './add-items.ts';
import type { AnswerContext } from './answer-context.ts';
import { clauseName } from './clause-name.ts';
import { areDuties, toAnswerUnits, unitsForQuote } from './clause-units.ts';
import type { Draft, DraftAnswer, DraftStatement } from './draft.ts';
import { type ChosenFigure, chooseFigures, fittingFigures } from './figures/choose-figures.ts';
import { asksForFigure, figureQuestion } from './figures/figure-question.ts';
import { sayFigure } from './figures/say-figure.ts';
import type { Picks } from './picking/pick-evidence.ts';
import { quoteOf } from './quotes.ts';
import { renderRoles, renderUnits } from './render-units.ts';
import { asksWhether } from './verdicts/read-claim.ts';
import { verdictOf } from './verdicts/say-verdict.ts';

export interface SayOptions {
  readonly ask: Ask;
  /** The ask as the clauses were held against it. */
  readonly text: string;
  /** False: the clause is the one asked about, which of its words answer is less sure: they are given as a quotation. */
  readonly isSure: boolean;
  /** What was read of a clause, by its id. */
  readonly readings: ReadonlyMap<string, readonly PassageReading[]>;
  /** Words of the clauses that a model gave; null where none was asked. */
  readonly picks: Picks | null;
  readonly context: AnswerContext;
}

/** The figure of a clause that is asked for, where one is and the clause states it plainly enough. */
function figureOf(clause: ClauseRecord, { ask, context }: SayOptions): ChosenFigure | null {
  if (!asksForFigure(ask)) return null;
  const question = figureQuestion(ask, context.reading.years);
  const names = context.corpus.namesOf(clause.documentId);
  const fitting = fittingFigures(question, viewClause(clause), names);
  return chooseFigures(
    fitting.filter(({ score }) => score >= PLAIN),
    question.asked,
  );
}

/** A figure that fits less may be of something else. */
const PLAIN = 0.3;

/** Lets clauses speak for themselves: their units where those are asked for, else the stretch that answers. */
export async function sayClauses(clauses: readonly ClauseRecord[], options: SayOptions): Promise<Draft> {
  const { ask, context } = options;
  const message = readMessage(options.text);
  const statements: DraftStatement[] = [];
  const units: DraftAnswer['units'][number][] = [];
  for (const clause of clauses) {
    const view = viewClause(clause);
    const picked = options.picks?.get(clause.clauseId);
    const stretch = picked
      ? sentencesAround(view, picked)
      : chooseStretch(message, view, options.readings.get(clause.clauseId));
    const document = context.corpus.documentById.get(clause.documentId);
    const place = document ? `《${escapeMarkdown(document.title)}》` : '';
    const name = `${place}“${escapeMarkdown(clauseName(clause))}”`;
    const quotes = [quoteOf(clause, stretch)];
    const asksUnits = ask.form === 'who' || ask.wantsUnits;
    const { assignments, lacksRole } = unitsForQuote(clause, stretch, ask.roles, context.scope);
    if (asksUnits && assignments.length > 0) {
      const note = lacksRole ? `该条没有列出${renderRoles(ask.roles)}，按原文列出：` : '';
      statements.push({
        text: `${name}：${note}${renderUnits(assignments)}。`,
        quotes,
        ...(note === '' && { mustSay: assignments.map((unit) => unit.name) }),
      });
      units.push(...toAnswerUnits(clause, assignments, context.unitDirectory, context.corpus.jurisdiction));
      // Whose duty it is stands in the words of the sentence, and so does what they are there: 由市水利局局长担任召集人.
      if (ask.form === 'who' && !areDuties(assignments)) continue;
    }
    const verdict =
      ask.form === 'yes-no' || (ask.form === 'what' && asksWhether(ask.text))
        ? verdictOf(ask.text, viewClause(clause))
        : null;
    if (verdict && statements.length === 0)
      statements.push({ text: verdict.text, quotes: [quoteOf(clause, verdict)] });
    const figure = figureOf(clause, options);
    if (figure) {
      statements.push(sayFigure(clause, figure, context));
      continue;
    }
    const words = stretch ? clause.text.slice(stretch.start, stretch.end) : clause.text;
    statements.push({
      text: options.isSure
        ? `${name}：${escapeMarkdown(words)}`
        : `原文：${escapeMarkdown(words)}（${name}）`,
      quotes,
      mustSay: [],
    });
  }
  return await addItems({ kind: 'answer', statements, units }, context, ask.text);
}

/** The sentences that hold some words of a clause. */
function sentencesAround({ sentences }: ClauseView, words: TextSpan): TextSpan {
  const around = sentences.filter(({ start, end }) => start < words.end && words.start < end);
  return {
    start: Math.min(words.start, ...around.map(({ start }) => start)),
    end: Math.max(words.end, ...around.map(({ end }) => end)),
  };
}
