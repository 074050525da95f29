import type { QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../annotate-question.ts';
import type { HeadingMention } from '../find-headings.ts';
import { type NumberedParts, sectionsOf } from '../sections-of.ts';
import { absentRoles } from './read-conditions.ts';
import { MOST_SIDES } from './read-sides.ts';
import { rolesOf, type Signs } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/** 「保障措施有哪些，由谁负责」 「第三部分第二条第5项是什么」 */
export function readSections(
  question: Annotated,
  signs: Signs,
  base: QueryWhere,
  parts: NumberedParts,
): StructuredAsk | null {
  if (signs.has('include')) return null;
  const several = severalParts(question, base, parts);
  if (several && (signs.isCount || signs.has('which')) && question.units.length === 0)
    return {
      query: { find: 'clauses', compare: several.map((side) => ({ ...side, ...rolesOf(signs) })) },
      say: 'items',
      withUnits: signs.asksUnits,
    };
  const found = sectionsOf(question, base.documentIds ?? [], parts);
  if (found === null) return null;
  const { section, documentIds } = found;
  const where: QueryWhere = { ...base, ...(documentIds.length > 0 && { documentIds }), section };
  // 「第五条给几个部门分了工」
  if (
    signs.isCount &&
    signs.target === 'unit' &&
    question.units.length === 0 &&
    (found.isLeaf || found.isNumbered)
  )
    return {
      // Printed names of one clause are counted as they stand.
      query: {
        find: 'units',
        where: { ...where, ...rolesOf(signs), tasks: true, successions: false },
        order: 'count',
      },
      say: 'count',
      withUnits: false,
    };
  // Who is responsible for one clause, and what it says, is judged.
  if (
    found.isLeaf &&
    (signs.asksUnits || signs.roles.length > 0 || question.units.length > 0 || !asksItems(question, signs))
  )
    return null;
  const absent = absentRoles(question, signs);
  if (absent)
    return {
      query: { find: 'clauses', where: { ...where, ...absent } },
      say: signs.isCount ? 'count' : 'list',
      withUnits: true,
    };
  const ofDistricts = signs.has('collective') && question.districtCollectives.length > 0;
  if (question.units.length > 0 || ofDistricts) {
    const mentions = question.units.map(({ mention }) => mention);
    const units = signs.has('none')
      ? { none: mentions }
      : ofDistricts
        ? { any: [...question.districtCollectives], all: mentions }
        : { all: mentions };
    return {
      query: { find: 'clauses', where: { ...where, ...rolesOf(signs), units } },
      say: signs.isCount ? 'count' : 'list',
      withUnits: signs.asksUnits,
    };
  }
  const asks =
    signs.has('which') || signs.isCount || signs.has('order') || signs.has('content') || found.isNumbered;
  if (!asks || (!found.isNumbered && signs.target === 'unit' && signs.isCount)) return null;
  const asTable = question.words.some(({ name, text }) => name === 'order' && /表/u.test(text));
  return {
    query: { find: 'clauses', where: { ...where, ...rolesOf(signs) } },
    say: asTable ? 'table' : 'items',
    withUnits: signs.asksUnits || signs.has('involved'),
  };
}

/** 「第一部分和第二部分各有几项」 「甲的保障措施和乙的组织实施」: parts side by side, none within another; null where fewer are named. */
function severalParts(question: Annotated, base: QueryWhere, parts: NumberedParts): QueryWhere[] | null {
  const { headings, sections } = question;
  const named =
    headings.length > 1 && sections.length === 0
      ? headings.map((heading) => ({ ...question, headings: [heading] }))
      : sections.length > 1 && headings.length === 0
        ? sections.map((section) => ({ ...question, sections: [section] }))
        : [];
  if (named.length < 2 || named.length > MOST_SIDES) return null;
  if (isNested(headings)) return null;
  const sides = named.flatMap((one) => {
    const found = sectionsOf(one, base.documentIds ?? [], parts);
    if (!found || found.isLeaf) return [];
    const { section, documentIds } = found;
    return [{ ...base, ...(documentIds.length > 0 && { documentIds }), section }];
  });
  return sides.length === named.length && new Set(sides.map(({ section }) => section)).size > 1
    ? sides
    : null;
}

/** 二、建设重点 and （一）… below it. */
function isNested(headings: readonly HeadingMention[]): boolean {
  const paths = headings.map((mention) => mention.headings.map(({ path }) => path.join('\n')));
  return paths.some((own, i) =>
    paths.some((other, j) => i !== j && own.some((a) => other.some((b) => b.startsWith(`${a}\n`)))),
  );
}

/** 「哪几条」 「有几项」 */
function asksItems({ words }: Annotated, signs: Signs): boolean {
  return signs.isCount || words.some(({ name, text }) => name === 'which' && /哪[些几]/u.test(text));
}
