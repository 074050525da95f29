import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import type { DraftAnswer } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

const TIME_LIMIT = /时限|期限|(?:年|月|日)?底前|之前|以前完成|前完成|持续推进|长期/;

/**
 * By when: the clause's own time limit, printed in a sentence or a cell of its own (「完成时限：2032年3月底前」). Null where
 * the clause is not the one asked about or prints none.
 */
export function composeDate(
  evidence: Evidence,
  context: AnswerContext,
  isAsked: boolean,
): DraftAnswer | null {
  const { clause } = evidence;
  if (!isAsked) return null;
  const printed = clause.deadline?.text;
  const at = printed === undefined ? -1 : clause.text.indexOf(printed);
  const sentence =
    at >= 0
      ? { start: at, end: at + printed!.length }
      : viewClause(clause).sentences.find(({ start, end }) => {
          const text = clause.text.slice(start, end);
          return TIME_LIMIT.test(text) && /\d{4}年|\d{1,2}月|持续|长期/.test(text);
        });
  if (!sentence) return null;
  const document = context.corpus.documentById.get(clause.documentId);
  const place = document ? `《${escapeMarkdown(document.title)}》` : '';
  const limit = escapeMarkdown(clause.text.slice(sentence.start, sentence.end));
  return {
    kind: 'answer',
    statements: [
      {
        text: `${place}“${escapeMarkdown(clauseName(clause))}”：${limit}。`,
        quotes: [quoteOf(clause, sentence)],
        mustSay: [clause.text.slice(sentence.start, sentence.end)],
      },
    ],
    units: [],
  };
}
