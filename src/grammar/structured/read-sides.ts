import type { QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../annotate-question.ts';
import { rolesOf, type Signs } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/** 「两份文件里都有市教委的任务吗」: which documents have tasks of a body. */
export function readSpread(
  { units, words, headings }: Annotated,
  signs: Signs,
  documentIds: readonly string[],
): StructuredAsk | null {
  const asks = signs.has('whether') && words.some(({ text }) => text === '都');
  const isOfDocuments = documentIds.length > 1 || (documentIds.length === 0 && signs.has('document'));
  if (!asks || !isOfDocuments || units.length !== 1 || headings.length > 0 || signs.has('pronoun'))
    return null;
  const where: QueryWhere = {
    ...(documentIds.length > 0 && { documentIds: [...documentIds] }),
    ...rolesOf(signs),
    units: { all: [units[0]!.mention] },
    collectives: 'exclude',
  };
  return { query: { find: 'documents', where }, say: 'list', withUnits: false };
}

/** 「科技局和网信办谁的任务多」 「新基建方案和智慧城市计划哪个任务多」 */
export function readSides(
  { units, words, headings }: Annotated,
  signs: Signs,
  documentIds: readonly string[],
): StructuredAsk | null {
  const isAmount = words.some(({ name, text }) => name === 'compare' && /[多少]/u.test(text));
  if (!isAmount || headings.length > 0) return null;
  const side = (ids: readonly string[], mention: string | undefined): QueryWhere => ({
    ...(ids.length > 0 && { documentIds: [...ids] }),
    ...rolesOf(signs),
    ...(mention !== undefined && { units: { all: [mention] } }),
    tasks: true,
  });
  // 「市工信委牵头的多还是配合的多」
  const byRole = units.length === 1 && signs.has('lead') && signs.has('supporting');
  const compare =
    units.length >= 2
      ? units.map(({ mention }) => side(documentIds, mention))
      : byRole
        ? (['lead', 'supporting'] as const).map((role) => ({
            ...side(documentIds, units[0]!.mention),
            roles: [role],
            collectives: 'exclude' as const,
          }))
        : documentIds.map((id) => side([id], units[0]?.mention));
  if (compare.length < 2 || compare.length > MOST_SIDES) return null;
  return { query: { find: 'clauses', compare, count: true }, say: 'sides', withUnits: false };
}

export const MOST_SIDES = 6;
