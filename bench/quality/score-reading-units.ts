import { UNIT_ROLES, type UnitBasis } from '../../src/domain/responsible-unit.ts';
import { foldText } from './fold-text.ts';
import type { ParsedClause, ParsedFile, ParsedUnit } from './parsed-file.ts';
import type { ClauseUnitsGold } from './reading-gold.ts';
import { beginsWith } from './score-reading.ts';

export interface WrongUnits {
  readonly start: string;
  readonly expected: string;
  readonly found: string;
}

/** Of one basis: gold phrases, those read otherwise, those of which nothing was read, and what was read where the gold has none. */
export interface UnitsScore {
  readonly phrases: number;
  readonly wrong: readonly WrongUnits[];
  readonly missed: readonly WrongUnits[];
  readonly surplus: readonly WrongUnits[];
}

/** Compares the units of each clause, in printed order by role, with the gold's; those that a clause only inherits are no surplus. */
export function scoreReadingUnits(
  { clauses }: Pick<ParsedFile, 'clauses'>,
  gold: readonly ClauseUnitsGold[],
  basis: UnitBasis,
): UnitsScore {
  const lines = gold.filter((line) => line.basis === basis);
  const answered = new Set<ParsedClause>();
  const wrong: WrongUnits[] = [];
  const missed: WrongUnits[] = [];
  for (const line of lines) {
    const clause =
      clauses.find((candidate) => !answered.has(candidate) && beginsWith(candidate, line.start)) ??
      clauses.find(({ text }) => foldText(text).includes(foldText(line.start)));
    if (clause) answered.add(clause);
    const units = unitsOf(clause, basis);
    const [expected, found] = [describeGold(line), describeUnits(units)];
    if (units.length === 0) missed.push({ start: line.start, expected, found });
    else if (expected !== found) wrong.push({ start: line.start, expected, found });
  }
  const surplus = clauses.flatMap((clause) => {
    const own = unitsOf(clause, basis).filter(({ inheritedFrom }) => !inheritedFrom);
    return answered.has(clause) || own.length === 0
      ? []
      : [{ start: clause.text.slice(0, 24), expected: '', found: describeUnits(own) }];
  });
  return { phrases: lines.length, wrong, missed, surplus };
}

function unitsOf(clause: ParsedClause | undefined, basis: UnitBasis): ParsedUnit[] {
  return (clause?.units ?? []).filter((unit) => (unit.basis ?? 'assignment') === basis);
}

function describeGold(line: ClauseUnitsGold): string {
  return join(
    UNIT_ROLES.flatMap((role) => line[role].map((name) => `${role} ${foldText(name)}`)),
    line.collective,
  );
}

function describeUnits(units: readonly ParsedUnit[]): string {
  const named = units.filter(({ collective }) => !collective);
  return join(
    UNIT_ROLES.flatMap((role) =>
      named.filter((unit) => unit.role === role).map(({ name }) => `${role} ${foldText(name)}`),
    ),
    units.filter(({ collective }) => collective).map(({ name }) => name),
  );
}

function join(pairs: readonly string[], collectives: readonly string[]): string {
  const all = [...new Set(collectives.map(foldText))].sort().map((name) => `collective ${name}`);
  return [...new Set(pairs), ...all].join('; ');
}
