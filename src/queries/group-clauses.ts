import type { QueryStep } from '../domain/query.ts';
import { ROLE_NAMES } from '../domain/responsible-unit.ts';
import { isDistrictGovernment } from '../units/district-government.ts';
import { sectionKeyOf, sectionLabelOf } from './list-rows.ts';
import type { MatchedClause } from './match-clause.ts';
import type { Listed, QueryGroup } from './query-rows.ts';
import { sortTallies, type Tally, tallyBy } from './tally.ts';
import { type Bodies, tallyUnits, type UnitTally } from './tally-units.ts';

type Grouping = NonNullable<QueryStep['group']>;

/** Ids that one group names; what is more is counted. */
export const MOST_GROUP_IDS = 100;

/** All groups in the order asked for. A clause without a unit, role or deadline is in no group by it. */
export function groupClauses(
  { group, order }: { readonly group: Grouping; readonly order?: QueryStep['order'] },
  matches: readonly MatchedClause[],
  bodies: Bodies,
): readonly Listed<QueryGroup>[] {
  if (group === 'unit')
    return tallyUnits(order, matches, bodies).map((tally) =>
      listGroup(tally, tally.names[0]!, nameBody(tally)),
    );
  const tallies = tallyBy(matches, (match) => keysOf(group, match));
  const nameOf = (tally: Tally) => (group === 'deadline' ? tally.key : labelOf(group, tally));
  return sortTallies(order, tallies, nameOf).map((tally) => {
    const label = labelOf(group, tally);
    return listGroup(tally, group === 'section' ? label : tally.key, label);
  });
}

function listGroup(tally: Tally, key: string, label: string): Listed<QueryGroup> {
  const { count, clauseCount, matches } = tally;
  const clauseIds = matches.slice(0, MOST_GROUP_IDS).map(({ clause }) => clause.clauseId);
  return { key: tally.key, matches, row: { key, label, count, clauseCount, clauseIds } };
}

/** 「市生态环境局（含市环保局）」, so that names over time are never merged silently. */
function nameBody({ names: [name, ...others] }: UnitTally): string {
  return others.length > 0 ? `${name}（含${others.join('、')}）` : name!;
}

function keysOf(group: Exclude<Grouping, 'unit'>, match: MatchedClause): readonly string[] {
  switch (group) {
    case 'role':
      return match.asked.map(({ role }) => role);
    case 'document':
      return [match.document.documentId];
    case 'section':
      return [sectionKeyOf(match.clause)];
    case 'district':
      return match.asked
        .filter(({ name, collective }) => !collective && isDistrictGovernment(name))
        .map(({ name }) => name);
    case 'deadline':
      return match.clause.deadline === null ? [] : [match.clause.deadline.date];
  }
}

function labelOf(group: Exclude<Grouping, 'unit'>, { key, matches }: Tally): string {
  const first = matches[0]!;
  if (group === 'role') return ROLE_NAMES[key as keyof typeof ROLE_NAMES];
  if (group === 'document') return first.document.title;
  return group === 'section' ? sectionLabelOf(first) : key;
}
