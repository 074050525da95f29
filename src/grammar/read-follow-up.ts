import type { Query, QueryWhere } from '../domain/query.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import { findYears } from '../questions/find-years.ts';
import type { Annotated } from './annotate-question.ts';
import { type NumberedParts, sectionsOf } from './sections-of.ts';
import { dueIn } from './structured/due-in.ts';
import { readSigns, rolesOf, type Signs } from './structured/signs.ts';
import type { StructuredAsk } from './structured/structured-ask.ts';

/** What the turn before executed, if anything, and what it named. */
export interface QueryBefore {
  readonly query?: Query;
  /** Units of its answer as printed. */
  readonly units: readonly string[];
  /** The role of each. */
  readonly roles?: readonly UnitRole[];
  readonly citedClauseIds?: readonly string[];
}

/** A message this short may lean on the result before it. */
const LONGEST_FOLLOW_UP = 30;

/**
 * A question about the result of the turn before: 「只看牵头的」 「一共几项」 「第二个单位还负责哪些任务」 「换成新基建方案的」.
 * Null where it names no condition that the query before could take, or says something else.
 */
export function readFollowUp(
  question: Annotated,
  documentIds: readonly string[],
  before: QueryBefore | null,
  parts: NumberedParts,
): StructuredAsk | null {
  const { text, rest, units, sections, days } = question;
  if (!before || rest.length > 0 || text.length > LONGEST_FOLLOW_UP || before.query?.then) return null;
  const signs = readSigns(question);
  // 「排第一的配合单位」 「第一牵头单位」
  const ranked = /第(?<place>[一二三四五])(?:位|名)?的?(?:(?<role>牵头|配合|责任)(?:单位|部门))/u.exec(text);
  const ordinal =
    sections[0]?.steps.length === 1 && /个$|家$/u.test(text.slice(sections[0].start, sections[0].end))
      ? sections[0].steps[0]!.number
      : ranked
        ? '一二三四五'.indexOf(ranked.groups!['place']!) + 1
        : null;
  if (signs.has('whether')) return null;
  if (signs.has('pronoun') && units.length === 0) return readPronoun(question, signs, documentIds, before);
  const where = before.query?.where ?? {};
  const list = (own: QueryWhere, say: StructuredAsk['say'] = 'list'): StructuredAsk => ({
    query: { find: 'clauses', where: own },
    say,
    withUnits: false,
  });
  if (ordinal !== null) {
    // 「第一个配合单位还牵头什么」: the role beside the number is the body's, the other one is asked for.
    const beside =
      ranked?.groups?.['role'] ??
      /^(?:牵头|配合|责任)/u.exec(text.slice(sections[0]!.end))?.[0] ??
      /(牵头|配合|责任)(?:单位|部门)(?:里面?|中|当中)的?$/u.exec(text.slice(0, sections[0]!.start))?.[1];
    const role = beside === undefined ? null : ROLES[beside]!;
    const unit = before.units.filter((_, i) => role === null || before.roles?.[i] === role)[ordinal - 1];
    return unit === undefined
      ? null
      : list(
          {
            ...(question.documentIds.length > 0
              ? { documentIds: [...documentIds] }
              : where.documentIds && { documentIds: where.documentIds }),
            ...otherRoles(signs, role),
            units: { all: [unit] },
            collectives: 'exclude',
          },
          'tasks',
        );
  }
  if (!before.query) return null;
  const section = sectionsOf(question, [], parts);
  // 「其中配合的几项」
  const isOfIt = sections.length === 0 && /^(?:其中|里面|里头|当中|这里面)/u.test(text);
  const isElliptic = signs.has('only') || signs.has('instead') || isOfIt || /呢[？。]?$/u.test(text);
  // 只看2025年的: due in that year, where it names no document of it.
  const isElsewhere = !question.documentIds.some((id) =>
    before.citedClauseIds?.some((clauseId) => clauseId.startsWith(`${id}:`)),
  );
  const years = findYears(text).flatMap(({ from, to }) => [from, to]);
  const isOfYear = years.length > 0 && isElsewhere && signs.has('only');
  const conditions: QueryWhere = {
    ...rolesOf(signs),
    ...(question.documentIds.length > 0 && !isOfYear && { documentIds: [...documentIds] }),
    ...(section && !section.isNumbered && { section: section.section }),
    ...((days.length > 0 || isOfYear) && { deadline: dueIn({ days, years }) }),
    ...(units.length > 0 && { units: { ...where.units, all: units.map(({ mention }) => mention) } }),
  };
  const hasConditions = Object.keys(conditions).length > 0;
  // 「只看市卫生健康委牵头的」 of another body's tasks: of these, not instead of them.
  const narrows = signs.has('only') && units.length > 0 && where.units !== undefined && !where.deadline;
  if (narrows && before.query.find === 'clauses') {
    const own = units.map(({ mention }) => mention);
    const then: QueryWhere = { ...rolesOf(signs), units: { all: own }, collectives: 'exclude' };
    return {
      query: { find: 'clauses', where, then: { find: 'clauses', where: then } },
      say: 'list',
      withUnits: false,
    };
  }
  const asksOther = signs.has('most') || signs.has('document') || signs.target === 'unit';
  if (isElliptic && hasConditions && !asksOther)
    return list(
      { ...where, ...conditions },
      signs.isCount && isOfIt
        ? 'count'
        : before.query.where?.units?.all?.length === 1 && !signs.has('only')
          ? 'tasks'
          : 'list',
    );
  const countsOnly = signs.isCount && !hasConditions && !asksOther && !signs.has('which');
  if (!countsOnly) return null;
  // 牵头配合加起来几项: both roles together.
  const { roles: _, ...anyRole } = where;
  return list(signs.has('lead') && signs.has('supporting') ? anyRole : where, 'count');
}

/** Roles that are asked for, but for the one that only tells which body is meant. */
function otherRoles({ has }: Signs, told: UnitRole | null): QueryWhere {
  const roles = (['lead', 'supporting'] as const).filter((role) => has(role) && role !== told);
  return roles.length === 1 ? { roles: [...roles] } : {};
}

const ROLES: Readonly<Record<string, UnitRole>> = { 牵头: 'lead', 配合: 'supporting', 责任: 'responsible' };

/** 「这个单位配合的一共几项」: the one body that was named before. */
function readPronoun(
  { documentIds: named, headings }: Annotated,
  signs: Signs,
  documentIds: readonly string[],
  { units }: QueryBefore,
): StructuredAsk | null {
  const [unit, ...others] = new Set(units);
  if (headings.length > 0 || signs.target === 'unit') return null;
  if (unit === undefined || others.length > 0 || !(signs.isCount || signs.has('which'))) return null;
  const where: QueryWhere = {
    ...(named.length > 0 && { documentIds: [...documentIds] }),
    ...rolesOf(signs),
    units: { all: [unit] },
    collectives: 'exclude',
  };
  return { query: { find: 'clauses', where }, say: 'tasks', withUnits: false };
}
