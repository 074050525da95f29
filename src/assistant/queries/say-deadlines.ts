import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

const MOST_NAMED = 3;

/** By when clauses are to be done, each with the words that say so; that none is stated, with the period of the plan, where none is. */
export function sayDeadlines(
  clauses: readonly ClauseRecord[],
  { corpus }: Pick<AnswerContext, 'corpus'>,
): Draft {
  const dated = clauses.flatMap((clause) => {
    const span = deadlineOf(clause);
    return span === null ? [] : [{ clause, span }];
  });
  const without = clauses.filter((clause) => !dated.some((own) => own.clause === clause));
  const names = without.slice(0, MOST_NAMED).map((clause) => `“${clauseName(clause)}”`);
  const none = `${names.join('、')}${without.length > names.length ? `等${without.length}项` : ''}没有写明完成期限${periodsOf(without, corpus)}。`;
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

/** The sentence of a day by which something is to be done, else the printed deadline. */
function deadlineOf(clause: ClauseRecord): TextSpan | null {
  const { deadline, facts, text } = clause;
  const printed =
    deadline?.text ?? facts?.deadlines.find(({ kind, on }) => kind === 'by' && on !== null)?.printed;
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
