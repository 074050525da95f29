import type { AnswerUnit } from '../../domain/answer.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { toAnswerUnits } from '../clause-units.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { countShown, saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { renderUnits } from '../render-units.ts';
import { titleOf } from './tasks-of.ts';

/** Up to this many items each is shown with its first sentence. */
const FEW_ITEMS = 10;
const LONGEST_SENTENCE = 90;
/** A clause that was asked for by itself is said whole up to here. */
const LONGEST_CLAUSE = 600;

/** What stands below headings or numbers, `parts`, each by the headings below it; a clause alone is said itself. */
export function sayItems(
  ask: StructuredAsk,
  parts: readonly (readonly MatchedClause[])[],
  context: AnswerContext,
): DraftAnswer {
  const statements: DraftStatement[] = [];
  let total = 0;
  for (const part of parts)
    for (const id of new Set(part.map(({ document }) => document.documentId))) {
      const own = part.filter(({ document }) => document.documentId === id);
      const said = own.length === 1 ? sayClause(ask, own[0]!) : sayList(ask, own);
      statements.push(...said.statements);
      total += said.total;
    }
  const matches = parts.flat();
  const units: AnswerUnit[] = ask.withUnits
    ? matches.flatMap(({ clause, units: own }) =>
        toAnswerUnits(clause, own, context.unitDirectory, context.corpus.jurisdiction),
      )
    : [];
  return { kind: 'answer', statements, units, total };
}

interface Said {
  readonly statements: readonly DraftStatement[];
  readonly total: number;
}

function sayClause(ask: StructuredAsk, match: MatchedClause): Said {
  const { clause } = match;
  const named = ask.withUnits && match.units.length > 0 ? `${renderUnits(match.units)}。` : '';
  const body = clause.text.length > LONGEST_CLAUSE ? `${clause.text.slice(0, LONGEST_CLAUSE)}…` : clause.text;
  const text = `${titleOf(match)}${named}${escapeMarkdown(body.replaceAll('\n', ' '))}`;
  return {
    statements: [{ text, quotes: [quoteOf(clause, { start: 0, end: clause.text.length })] }],
    total: 1,
  };
}

function sayList(ask: StructuredAsk, matches: readonly MatchedClause[]): Said {
  const depth = sharedDepth(matches);
  const items = new Map<string, MatchedClause[]>();
  const hasHeadings = matches.some(({ clause }) => clause.path[depth] !== undefined);
  for (const match of matches) {
    // What stands above the first heading opens the part, and is none of its items.
    if (hasHeadings && match.clause.path[depth] === undefined) continue;
    const key = match.clause.path[depth] ?? match.clause.clauseId;
    const item = items.get(key);
    if (item) item.push(match);
    else items.set(key, [match]);
  }
  const listed = [...items.values()];
  const shown = countShown(listed, (own) => own.length);
  const heading = matches[0]!.clause.path[depth - 1];
  const of = heading === undefined ? '' : `“${escapeMarkdown(stripNumber(heading))}”下`;
  const head = `${titleOf(matches[0]!)}${of}共有${listed.length}项${saysShown(shown, listed.length, '项')}：`;
  const statements = listed.slice(0, shown).map((own, i) => ({
    text: `${i + 1}. ${nameOf(own, depth)}${unitsOf(ask, own)}${listed.length <= FEW_ITEMS ? sentenceOf(own, depth) : ''}`,
    quotes: own.map(({ clause }) => quoteOf(clause, viewClause(clause).sentences[0] ?? null)),
  }));
  return { statements: [{ text: head, quotes: [] }, ...statements], total: listed.length };
}

function nameOf([first]: readonly MatchedClause[], depth: number): string {
  const heading = first!.clause.path[depth];
  return escapeMarkdown(heading === undefined ? clauseName(first!.clause) : stripNumber(heading));
}

function unitsOf({ withUnits }: StructuredAsk, own: readonly MatchedClause[]): string {
  const units = withUnits ? own.flatMap((match) => match.units) : [];
  return units.length > 0 ? `（${renderUnits(units)}）` : '';
}

/** Of an item that is one clause with a heading its first sentence. */
function sentenceOf(own: readonly MatchedClause[], depth: number): string {
  const [first] = own;
  const sentence =
    own.length === 1 && first!.clause.path[depth] !== undefined
      ? viewClause(first!.clause).sentences[0]
      : undefined;
  if (!sentence) return '';
  const text = first!.clause.text.slice(sentence.start, sentence.end).replace(/[。；]$/u, '');
  return `：${escapeMarkdown(text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE)}…` : text)}`;
}

/** How many headings all the clauses share. */
function sharedDepth(matches: readonly MatchedClause[]): number {
  const [first, ...others] = matches.map(({ clause }) => clause.path);
  let depth = 0;
  while (first![depth] !== undefined && others.every((path) => path[depth] === first![depth])) depth += 1;
  return depth;
}
