import type { AnswerUnit } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { UnitAssignment, UnitRole } from '../domain/responsible-unit.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { TextSpan } from '../domain/text-span.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import { isUnitInScope } from './search-scope.ts';

/** Units that answer for a quote, and whether a role that was asked for is missing there. */
export interface ClauseUnits {
  readonly assignments: readonly UnitAssignment[];
  /** The clause names units, but none in the role asked for: all are given in their printed role. */
  readonly lacksRole: boolean;
  /** The caller's filters left units out. */
  readonly isFiltered: boolean;
}

/**
 * The units of the phrases that close the quoted sentences, limited to `roles` (empty: all). Where the clause has one
 * phrase, or the quote is the whole clause (null), all its units. What the scope's filters leave out is never given.
 */
export function unitsForQuote(
  clause: ClauseRecord,
  quote: TextSpan | null,
  roles: readonly UnitRole[],
  scope: SearchScope,
): ClauseUnits {
  const printed = quote === null ? clause.units : unitsClosing(clause, quote);
  const closing = printed.filter((unit) => isUnitInScope(unit, scope));
  const assignments =
    closing.length > 0 ? closing : clause.units.filter((unit) => isUnitInScope(unit, scope));
  const isFiltered = closing.length < printed.length && scope.units !== undefined;
  if (roles.length === 0) return { assignments, lacksRole: false, isFiltered };
  const fitting = assignments.filter((unit) => roles.includes(unit.role));
  if (fitting.length > 0) return { assignments: fitting, lacksRole: false, isFiltered };
  return { assignments, lacksRole: assignments.length > 0, isFiltered };
}

/** 「…试点。（A负责）…推广。（B负责）」: the phrase after the quote, and any inside it. */
function unitsClosing(clause: ClauseRecord, quote: TextSpan): readonly UnitAssignment[] {
  const places = [
    ...new Map(
      clause.units.flatMap(({ textSpan }) => (textSpan ? [[textSpan.start, textSpan] as const] : [])),
    ).values(),
  ].sort((a, b) => a.start - b.start);
  const groups = joinNeighbours(places, clause.text);
  if (groups.length <= 1) return clause.units;
  const closing = groups.filter((group) => group.start >= quote.start && group.start < quote.end);
  const chosen = areDuties(clause.units) ? ownDuty(groups, closing, quote) : withNext(groups, closing, quote);
  return clause.units.filter(
    ({ textSpan }) =>
      textSpan !== null && chosen.some((group) => group.start <= textSpan.start && textSpan.end <= group.end),
  );
}

/** Whether units are told by sentences (市气象局负责…) and none by a phrase that assigns. */
export function areDuties(units: readonly UnitAssignment[]): boolean {
  return units.length > 0 && units.every(({ basis }) => basis === 'duty');
}

/** A phrase that assigns stands behind what it assigns. */
function withNext(
  groups: readonly TextSpan[],
  closing: readonly TextSpan[],
  quote: TextSpan,
): readonly TextSpan[] {
  const next = groups.find((group) => group.start >= quote.end);
  if (next) return [...closing, next];
  return closing.length > 0 ? closing : groups.slice(-1);
}

/** Whose duty a sentence tells stands in it, or in the one that it goes on from. */
function ownDuty(
  groups: readonly TextSpan[],
  closing: readonly TextSpan[],
  quote: TextSpan,
): readonly TextSpan[] {
  if (closing.length > 0) return closing;
  const before = groups.filter((group) => group.start < quote.start);
  return before.length > 0 ? before.slice(-1) : groups.slice(0, 1);
}

/** The cells of a table's row (牵头单位 ⏎ 配合单位) stand side by side and are one phrase. */
function joinNeighbours(places: readonly TextSpan[], text: string): TextSpan[] {
  const groups: TextSpan[] = [];
  for (const place of places) {
    const last = groups.at(-1);
    if (last && /^[\s，；、,;|]*$/.test(text.slice(last.end, place.start)))
      groups[groups.length - 1] = { start: last.start, end: Math.max(last.end, place.end) };
    else groups.push(place);
  }
  return groups;
}

/** Copies assignments into the answer, each name once per role, with the present name where it changed as a whole. */
export function toAnswerUnits(
  clause: ClauseRecord,
  assignments: readonly UnitAssignment[],
  directory: UnitDirectory,
  jurisdiction: string | null,
): AnswerUnit[] {
  const seen = new Set<string>();
  return assignments.flatMap((unit) => {
    const key = `${unit.role}:${unit.name}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const currentName = unit.collective ? null : currentNameOf(unit.name, directory, jurisdiction);
    return [
      {
        name: unit.name,
        role: unit.role,
        collective: unit.collective,
        openEnded: unit.openEnded,
        clauseId: clause.clauseId,
        ...(currentName === null ? {} : { currentName }),
      },
    ];
  });
}

const currentNames = new WeakMap<UnitDirectory, Map<string, string | null>>();
/** Names whose present one is remembered; a list names the same few dozen hundreds of times. */
const MOST_REMEMBERED = 5_000;

/** Another name that the whole body has today, else null. */
function currentNameOf(name: string, directory: UnitDirectory, jurisdiction: string | null): string | null {
  const known = currentNames.get(directory) ?? new Map<string, string | null>();
  currentNames.set(directory, known);
  const key = `${jurisdiction ?? ''}\n${name}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const successor = directory.successorOf(name, { jurisdiction });
  const isWhole = successor !== null && successor.scope === 'whole' && successor.name !== name;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, isWhole ? successor.name : null);
  return isWhole ? successor.name : null;
}
