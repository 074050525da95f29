import type { MatchedClause } from '../../queries/match-clause.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { DraftAnswer } from '../draft.ts';
import { quoteOf } from '../quotes.ts';
import { titleOf } from './tasks-of.ts';

const ARTICLE = /^art(?<number>\d+)/u;
const CHAPTER = /^第[一二三四五六七八九十百零〇\d]+章/u;
const QUESTION = /^(?:问|Q)\d*[：:、.．]|[？?]$|吗$/u;

/** 「《…办法》共7章38条。」 「《…问答》共39问。」 of one document, with the last of them; null where it is numbered otherwise. */
export function sayParts(matches: readonly MatchedClause[]): DraftAnswer | null {
  const [first] = matches;
  if (!first) return null;
  const articles = countOf(
    matches,
    ({ clause: { clauseId, documentId } }) =>
      ARTICLE.exec(clauseId.slice(documentId.length + 1))?.groups?.['number'],
  );
  const chapters = countOf(matches, ({ clause }) => clause.path.find((heading) => CHAPTER.test(heading)));
  const questions = countOf(matches, ({ clause }) =>
    QUESTION.test(clause.title) ? clause.clauseId : undefined,
  );
  const said =
    articles.count > 0
      ? `${chapters.count > 0 ? `${chapters.count}章` : ''}${articles.count}条`
      : questions.count > 0
        ? `${questions.count}问`
        : null;
  const last = articles.last ?? questions.last;
  if (said === null || !last) return null;
  const { clause } = last;
  return {
    kind: 'answer',
    statements: [
      {
        text: `${titleOf(first)}共${said}。`,
        quotes: [quoteOf(clause, viewClause(clause).sentences[0] ?? null)],
      },
    ],
    units: [],
    total: articles.count > 0 ? articles.count : questions.count,
  };
}

/** How many different keys clauses have, and the last clause with one. */
function countOf(
  matches: readonly MatchedClause[],
  keyOf: (match: MatchedClause) => string | undefined,
): { readonly count: number; readonly last: MatchedClause | undefined } {
  const keyed = matches.filter((match) => keyOf(match) !== undefined);
  return { count: new Set(keyed.map(keyOf)).size, last: keyed.at(-1) };
}
