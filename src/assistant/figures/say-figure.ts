import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import type { DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';
import type { ChosenFigure } from './choose-figures.ts';

/** The figures, then their sentences as they stand: 「**不低于3000路**。《…》：“…”」. A cell is said with its row and its column. */
export function sayFigure(
  clause: ClauseRecord,
  { figures, stretch }: ChosenFigure,
  { corpus }: AnswerContext,
): DraftStatement {
  const text = clause.text.slice(stretch.start, stretch.end).trim();
  const document = corpus.documentById.get(clause.documentId);
  const lead = figures.map((figure) => `**${escapeMarkdown(figure.text)}**`).join('，');
  const place = document ? `《${escapeMarkdown(document.title)}》` : '';
  const cell = clause.cells?.find(({ start, end }) => start <= stretch.start && stretch.start < end);
  const row = cell ? `${escapeMarkdown(`${clauseName(clause)}，${cell.heading}`)}：` : '';
  return {
    text: `${lead}${lead === '' ? '' : '。'}${place}${place === '' ? '' : '：'}${row}“${escapeMarkdown(text)}”`,
    quotes: [quoteOf(clause, stretch)],
    mustSay: figures.map((figure) => figure.text),
  };
}
