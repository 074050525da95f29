import type { ClauseRecord } from '../../domain/clause.ts';
import type { ClauseDeadline } from '../../domain/clause-facts.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

type DeadlineKind = ClauseDeadline['kind'];

const MOST_NAMED = 3;

/**
 * By when or how soon clauses are to be done, each with the words that say so; that none is stated, with the period of the plan, where
 * none is. Null where they state a time of which it is not clear whether it is their deadline.
 */
export function sayDeadlines(
  clauses: readonly ClauseRecord[],
  { corpus }: Pick<AnswerContext, 'corpus'>,
): Draft | null {
  const dated = clauses.flatMap((clause) => {
    const span = deadlineOf(clause);
    return span === null ? [] : [{ clause, span }];
  });
  const without = clauses.filter((clause) => !dated.some((own) => own.clause === clause));
  const names = without.slice(0, MOST_NAMED).map((clause) => `“${clauseName(clause)}”`);
  const none = `${names.join('、')}${without.length > names.length ? `等${without.length}项` : ''}没有写明完成期限${periodsOf(without, corpus)}。`;
  if (dated.length === 0 && without.some(statesSomeTime)) return null;
  if (dated.length === 0)
    return { ...refuse('no-evidence', none, without.slice(0, MOST_NAMED)), isFinal: true };
  const statements = dated.map(
    ({ clause, span }, i): DraftStatement => ({
      text: `${dated.length > 1 ? `${i + 1}. ` : ''}《${escapeMarkdown(corpus.documentById.get(clause.documentId)?.title ?? '')}》“${escapeMarkdown(clauseName(clause))}”：${escapeMarkdown(clause.text.slice(span.start, span.end))}`,
      quotes: [quoteOf(clause, span)],
    }),
  );
  return {
    kind: 'answer',
    statements: [...statements, ...(without.length > 0 ? [{ text: escapeMarkdown(none), quotes: [] }] : [])],
    units: [],
    isComputed: true,
  };
}

/** Times that end something: 2025年底前, 15个工作日内, 3月5日至7日, 每季度末. */
const ENDING: ReadonlySet<DeadlineKind> = new Set(['by', 'relative', 'between', 'recurring']);
/** Measures of time. */
const TIME_UNIT = /(?:日|天|周|星期|月|季度|年|小时|分钟)$/u;

/** A beginning, a span or a figure of days: something that may be asked for as its deadline. */
function statesSomeTime({ facts }: ClauseRecord): boolean {
  return !facts || facts.deadlines.length > 0 || facts.figures.some(({ unit }) => TIME_UNIT.test(unit));
}

/** The sentence of the printed deadline, else of the first time that ends something. */
function deadlineOf(clause: ClauseRecord): TextSpan | null {
  const { deadline, facts, text } = clause;
  const printed = deadline?.text ?? facts?.deadlines.find(({ kind }) => ENDING.has(kind))?.printed;
  const start = printed === undefined ? -1 : text.indexOf(printed);
  if (start < 0) return null;
  const end = start + printed!.length;
  const sentence = viewClause(clause).sentences.find((own) => own.start <= start && end <= own.end);
  return sentence ?? { start, end };
}

/** 「；所在文件计划期至2017年」 */
function periodsOf(clauses: readonly ClauseRecord[], corpus: AnswerContext['corpus']): string {
  const documents = new Set(clauses.map(({ documentId }) => documentId));
  const ends = [...documents].flatMap((id) => {
    const document = corpus.documentById.get(id);
    return document?.period ? [`《${document.title}》的计划期至${document.period.to}年`] : [];
  });
  return ends.length > 0 ? `；${ends.slice(0, MOST_NAMED).join('，')}` : '';
}
