import type { ClauseRecord } from '../domain/clause.ts';
import type { ClauseDeadline, ClauseFigure } from '../domain/clause-facts.ts';
import { clauseLabel } from '../domain/clause-label.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { QueryStep } from '../domain/query.ts';
import { UNIT_ROLES, type UnitRole } from '../domain/responsible-unit.ts';
import { taskRow } from '../domain/task-row.ts';
import { countWork } from '../turns/work-budget.ts';
import type { MatchedClause } from './match-clause.ts';
import type {
  ClauseRow,
  Counted,
  DeadlineRow,
  DocumentRow,
  FigureRow,
  Listed,
  SectionRow,
  UnitRow,
} from './query-rows.ts';
import { quoteOf } from './quote-of.ts';
import { sectionOf } from './section-of.ts';
import { sortTallies, tallyBy } from './tally.ts';
import { type Bodies, tallyUnits } from './tally-units.ts';

/** All rows of what is to be found, in the order asked for. */
export function listRows(
  { find, order, show }: Pick<QueryStep, 'find' | 'order' | 'show'>,
  matches: readonly MatchedClause[],
  bodies: Bodies,
  /** ISO date by which validity is judged. */
  asOf: string,
): readonly Listed[] {
  if (find === 'clauses') {
    const ordered = order === 'units' ? [...matches].sort((a, b) => countUnits(b) - countUnits(a)) : matches;
    return ordered.map((match) => ({ key: match.clause.clauseId, row: clauseRow(match), matches: [match] }));
  }
  if (find === 'figures' || find === 'deadlines') return matches.flatMap((match) => listFacts(find, match));
  if (find === 'units') return listUnits(order, matches, bodies);
  const keyOf =
    find === 'documents'
      ? ({ document }: MatchedClause) => document.documentId
      : ({ clause }: MatchedClause) => sectionKeyOf(clause);
  const nameOf = find === 'documents' ? ({ document }: MatchedClause) => document.title : sectionLabelOf;
  const tallies = sortTallies(
    order,
    tallyBy(matches, (match) => [keyOf(match)]),
    (tally) => nameOf(tally.matches[0]!),
  );
  return tallies.map(({ key, count, clauseCount, matches: own }) => ({
    key,
    matches: own,
    row: {
      ...(find === 'documents' ? documentFields(own[0]!) : sectionFields(own[0]!)),
      ...(show === 'facts' && factsOf(own[0]!, asOf)),
      count,
      clauseCount,
    },
  }));
}

/** How many units it names, of those asked for; each once. */
export function countUnits({ units }: MatchedClause): number {
  return new Set(units.map(({ name }) => name)).size;
}

export function sectionKeyOf(clause: ClauseRecord): string {
  return JSON.stringify([clause.documentId, ...sectionOf(clause)]);
}

export function sectionLabelOf({ clause, document }: MatchedClause): string {
  return clauseLabel({ path: sectionOf(clause) }, document);
}

function listUnits(
  order: QueryStep['order'],
  matches: readonly MatchedClause[],
  bodies: Bodies,
): readonly Listed<UnitRow>[] {
  return tallyUnits(order, matches, bodies).map(
    ({ key, names, count, clauseCount, matches: own, unitsIn }) => {
      const byRole = tallyBy(own, (match) => unitsIn(match).map(({ role }) => role));
      const countOf = (role: UnitRole) => byRole.find((tally) => tally.key === role)?.count ?? 0;
      const row = {
        name: names[0]!,
        names,
        collective: own.some((match) => unitsIn(match).some(({ collective }) => collective)),
        count,
        clauseCount,
        roles: {
          lead: countOf('lead'),
          supporting: countOf('supporting'),
          responsible: countOf('responsible'),
        },
      };
      return { key, row, matches: own };
    },
  );
}

function clauseRow({ clause, document, asked, viaCollective, figures }: MatchedClause): ClauseRow {
  return {
    ...taskRow(clause, document.title),
    role: UNIT_ROLES.find((role) => asked.some((unit) => unit.role === role)) ?? null,
    viaCollective,
    figures,
  };
}

/** Each figure or time of a clause, quoted with its own sentence. */
function listFacts(find: 'figures' | 'deadlines', match: MatchedClause): Listed<FigureRow | DeadlineRow>[] {
  const { deadline: _, figures: __, ...place } = clauseRow(match);
  const facts: readonly (ClauseFigure | ClauseDeadline)[] = find === 'figures' ? match.figures : match.times;
  countWork(facts.length);
  return facts.map((fact, i) => ({
    key: `${match.clause.clauseId}#${i}`,
    row: { ...place, ...fact } as FigureRow | DeadlineRow,
    matches: [
      {
        ...match,
        quote: () => quoteOf(match.clause, { phrases: [], mentions: [], printed: [fact.printed] }),
      },
    ],
  }));
}

function factsOf({ document }: MatchedClause, asOf: string): Pick<DocumentRow, 'facts' | 'validity'> {
  return { facts: document.facts ?? null, validity: judgeValidity(document, asOf) };
}

function documentFields({ document }: MatchedClause): Omit<DocumentRow, keyof Counted> {
  const { documentId, title, documentNumber, issuer, issuedOn, period } = document;
  return { documentId, title, documentNumber, issuer, issuedOn, period };
}

function sectionFields(match: MatchedClause): Omit<SectionRow, keyof Counted> {
  const { document, clause } = match;
  return {
    documentId: document.documentId,
    documentTitle: document.title,
    path: sectionOf(clause),
    label: sectionLabelOf(match),
  };
}
