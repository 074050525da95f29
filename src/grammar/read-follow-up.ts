import type { Query, QueryWhere } from '../domain/query.ts';
import type { Annotated } from './annotate-question.ts';
import { dueIn, readSigns, rolesOf, type Signs, type StructuredAsk } from './read-structured.ts';
import { type NumberedParts, sectionsOf } from './sections-of.ts';

/** What the turn before executed, if anything, and what it named. */
export interface QueryBefore {
  readonly query?: Query;
  /** Units of its answer as printed. */
  readonly units: readonly string[];
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
  const ordinal =
    sections[0]?.steps.length === 1 && /个$|家$/u.test(text.slice(sections[0].start, sections[0].end))
      ? sections[0].steps[0]!.number
      : null;
  if (signs.has('pronoun') && units.length === 0) return readPronoun(question, signs, documentIds, before);
  const where = before.query?.where ?? {};
  const list = (own: QueryWhere, say: StructuredAsk['say'] = 'list'): StructuredAsk => ({
    query: { find: 'clauses', where: own },
    say,
    withUnits: false,
  });
  if (ordinal !== null && signs.has('unit')) {
    const unit = before.units[ordinal - 1];
    return unit === undefined
      ? null
      : list({
          ...(where.documentIds && { documentIds: where.documentIds }),
          ...rolesOf(signs),
          units: { all: [unit] },
        });
  }
  if (!before.query) return null;
  const section = sectionsOf(question, [], parts);
  const isElliptic = signs.has('only') || signs.has('instead') || /呢[？。]?$/u.test(text);
  const conditions: QueryWhere = {
    ...rolesOf(signs),
    ...(question.documentIds.length > 0 && { documentIds: [...documentIds] }),
    ...(section && !section.isNumbered && { section: section.section }),
    ...(days.length > 0 && { deadline: dueIn(question) }),
    ...(units.length > 0 && { units: { ...where.units, all: units.map(({ mention }) => mention) } }),
  };
  const hasConditions = Object.keys(conditions).length > 0;
  const asksOther = signs.has('most') || signs.has('document') || signs.target === 'unit';
  if (isElliptic && hasConditions && !asksOther)
    return list({ ...where, ...conditions }, before.query.where?.units?.all?.length === 1 ? 'tasks' : 'list');
  const countsOnly = signs.isCount && !hasConditions && !asksOther && !signs.has('which');
  return countsOnly ? list(where, 'count') : null;
}

/** 「这个单位配合的一共几项」: the one body that was named before. */
function readPronoun(
  { documentIds: named }: Annotated,
  signs: Signs,
  documentIds: readonly string[],
  { units }: QueryBefore,
): StructuredAsk | null {
  const [unit, ...others] = new Set(units);
  if (unit === undefined || others.length > 0 || !(signs.isCount || signs.has('which'))) return null;
  const where: QueryWhere = {
    ...(named.length > 0 && { documentIds: [...documentIds] }),
    ...rolesOf(signs),
    units: { all: [unit] },
  };
  return { query: { find: 'clauses', where }, say: 'tasks', withUnits: false };
}
