import type { QueryStep } from '../domain/query.ts';
import { ROLE_NAMES } from '../domain/responsible-unit.ts';
import { type Bodies, bodyOf, sectionKeyOf, sectionLabelOf } from './list-rows.ts';
import type { MatchedClause } from './match-clause.ts';
import type { Listed, QueryGroup } from './query-rows.ts';
import { sortTallies, type Tally, tallyBy } from './tally.ts';

type Grouping = NonNullable<QueryStep['group']>;

/** Ids that one group names; what is more is counted. */
export const MOST_GROUP_IDS = 500;

/** All groups in the order asked for. A clause without a unit, role or deadline is in no group by it. */
export function groupClauses(
  { group, order }: { readonly group: Grouping; readonly order?: QueryStep['order'] },
  matches: readonly MatchedClause[],
  bodies: Bodies,
): readonly Listed<QueryGroup>[] {
  const tallies = tallyBy(matches, (match) => keysOf(group, match, bodies));
  const nameOf = (tally: Tally) => (group === 'deadline' ? tally.key : labelOf(group, tally));
  return sortTallies(order, tallies, nameOf).map((tally) => {
    const label = labelOf(group, tally);
    return {
      key: tally.key,
      matches: tally.matches,
      row: {
        key: group === 'section' ? label : tally.key,
        label,
        count: tally.count,
        clauseCount: tally.clauseCount,
        clauseIds: tally.matches.slice(0, MOST_GROUP_IDS).map(({ clause }) => clause.clauseId),
      },
    };
  });
}

function keysOf(group: Grouping, match: MatchedClause, bodies: Bodies): readonly string[] {
  switch (group) {
    case 'unit':
      return match.units.map(({ name }) => bodyOf(bodies, name).name);
    case 'role':
      return match.asked.map(({ role }) => role);
    case 'document':
      return [match.document.documentId];
    case 'section':
      return [sectionKeyOf(match.clause)];
    case 'deadline':
      return match.clause.deadline === null ? [] : [match.clause.deadline.date];
  }
}

function labelOf(group: Grouping, { key, matches }: Tally): string {
  const first = matches[0]!;
  if (group === 'role') return ROLE_NAMES[key as keyof typeof ROLE_NAMES];
  if (group === 'document') return first.document.title;
  return group === 'section' ? sectionLabelOf(first) : key;
}
