import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { ReadingDoubt } from '../../src/domain/reading-doubt.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import { findTablesWithoutUnits } from './doubtful-tables.ts';
import { holdsRows } from './rows-in-text.ts';
import { createLineCounter } from './source-lines.ts';
import { findTagsLeft } from './tags-left.ts';

/** Letters of all clauses from which on a document is long enough to have headings and several clauses. */
const LONG_DOCUMENT = 1500;
/** Share of the letters that one clause of a long document may hold. */
const MOST_OF_TEXT = 0.6;
/** Who reads so many doubts of one kind knows that the document was not read well. */
const MOST_OF_A_KIND = 50;

interface Found {
  readonly code: ReadingDoubt['code'];
  readonly what: string;
  readonly span: TextSpan;
}

/** What of a document was read doubtfully, in order of place; of very many doubts of a kind the first ones. Linear in the text. */
export function findDoubts(
  source: string,
  root: ClauseNode,
  clauses: readonly ClauseRecord[],
): ReadingDoubt[] {
  const lineAt = createLineCounter(source);
  const kinds: readonly (readonly Found[])[] = [
    clauses.flatMap((clause) => {
      const tags = findTagsLeft(clause);
      return tags
        ? [{ code: 'tags-left' as const, what: `还留有网页标记：${tags.first}`, span: tags.span }]
        : [];
    }),
    clauses
      .filter(({ text }) => holdsRows(text))
      .map(({ span }) => ({ code: 'rows-together', what: '起疑似表格，各行未能分开', span })),
    findTablesWithoutUnits(root).map((span) => ({
      code: 'unit-column-unknown',
      what: '起的表格中有单位名称，但看不出哪一列是责任单位',
      span,
    })),
    findLopsidedness(clauses),
  ];
  return kinds
    .flatMap((found) => found.slice(0, MOST_OF_A_KIND))
    .map(({ code, what, span }) => ({ code, message: `第 ${lineAt(span.start)} 行${what}`, span }))
    .sort((a, b) => a.span.start - b.span.start);
}

/** A long document of one clause, or without any heading. */
function findLopsidedness(clauses: readonly ClauseRecord[]): Found[] {
  const total = clauses.reduce((sum, { text }) => sum + text.length, 0);
  const [first] = clauses;
  if (!first || total < LONG_DOCUMENT) return [];
  const largest = clauses.reduce((most, clause) => (clause.text.length > most.text.length ? clause : most));
  const found: Found[] = [];
  if (largest.text.length > total * MOST_OF_TEXT)
    found.push({
      code: 'mostly-one-clause',
      what: '起的一条占了全文的大部分，可能没有分开',
      span: largest.span,
    });
  if (clauses.every(({ path }) => path.length === 0))
    found.push({
      code: 'no-heading',
      what: '起没有读出任何标题或编号',
      span: { start: first.span.start, end: clauses.at(-1)!.span.end },
    });
  return found;
}
