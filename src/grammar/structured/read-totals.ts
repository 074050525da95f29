import type { QueryWhere } from '../../domain/query.ts';
import type { UnitRole } from '../../domain/responsible-unit.ts';
import type { Annotated, Word } from '../annotate-question.ts';
import type { NumberedParts } from '../sections-of.ts';
import { asksTasks, rolesOf, type Signs } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/** 「智慧城市计划一共多少项任务」 「涉及哪些单位」 「哪些文件里有市教委的任务」 */
export function readTotals(
  question: Annotated,
  signs: Signs,
  base: QueryWhere,
  isFollowUp: boolean,
  { articles }: NumberedParts,
): StructuredAsk | null {
  const { units, documentIds, words } = question;
  const mentions = units.map(({ mention }) => mention);
  const where: QueryWhere = {
    ...base,
    ...rolesOf(signs),
    tasks: true,
    ...(mentions.length > 0 && { units: { all: mentions } }),
  };
  const say = signs.isCount && !signs.has('which') ? 'count' : 'list';
  if (signs.target === 'document' && documentIds.length === 0)
    return { query: { find: 'documents', where: mentions.length > 0 ? where : {} }, say, withUnits: false };
  const told = roleOfBody(question);
  // 「市审计局的任务是什么，配合单位有谁」: of its tasks the units in that role.
  if (told === null && asksUnitsOfTasks(question))
    return {
      query: { find: 'clauses', where: { ...base, units: { all: mentions }, collectives: 'exclude' } },
      say: 'tasks',
      withUnits: true,
    };
  if (told)
    return {
      query: {
        find: 'clauses',
        where: { ...base, roles: [told], units: { all: mentions }, collectives: 'exclude' },
      },
      say: 'tasks',
      withUnits: true,
    };
  if (
    units.length === 1 &&
    documentIds.length + mentions.length > 0 &&
    (asksTasks(signs) || signs.isCount || signs.has('content'))
  )
    return {
      query: {
        find: 'clauses',
        where: { ...base, ...rolesOf(signs), units: { all: mentions }, collectives: 'exclude' },
      },
      say: 'tasks',
      withUnits: signs.asksUnits && (signs.has('joint') || !signs.has('involved')),
    };
  if (units.length > 0) return null;
  // 「一共几章几条」 「有多少问」
  const [documentId] = base.documentIds ?? [];
  const counted = words.filter(({ name }, i) => name === 'measure' && words[i - 1]?.name === 'count');
  const ofParts = counted.some(
    ({ text }) => text === '问' || (articles.has(documentId ?? '') && /[条章]/u.test(text)),
  );
  if (base.documentIds?.length === 1 && signs.target === null && ofParts)
    return { query: { find: 'clauses', where: base }, say: 'parts', withUnits: false };
  if (signs.target === 'unit' && documentIds.length > 0)
    return {
      query: { find: 'units', where: { ...where, collectives: 'exclude' }, order: 'count' },
      say,
      withUnits: false,
    };
  if (
    signs.isCount &&
    (signs.target === 'task' ||
      (signs.target === null && isBareCount(words) && documentIds.length > 0 && !isFollowUp)) &&
    !signs.has('which')
  )
    return { query: { find: 'clauses', where }, say: 'count', withUnits: false };
  return null;
}

/** 「市卫生计生委牵头的，配合单位分别是谁」: the role beside the body, where the units of the other one are asked for. */
function roleOfBody({ units, words }: Annotated): UnitRole | null {
  const [unit, ...others] = units;
  if (!unit || others.length > 0) return null;
  const isRole = ({ name }: Word) => name === 'lead' || name === 'supporting';
  const own = words.find((word) => isRole(word) && word.start >= unit.end && word.start - unit.end <= 1);
  const other = words.findIndex((word) => isRole(word) && word.name !== own?.name);
  const asksOther =
    words[other + 1]?.name === 'unit' && words.slice(other).some(({ name }) => name === 'which');
  return own && other >= 0 && asksOther ? (own.name as UnitRole) : null;
}

function asksUnitsOfTasks({ units, words }: Annotated): boolean {
  const [unit, ...others] = units;
  const task = words.find(({ name, start }) => name === 'task' && unit !== undefined && start >= unit.end);
  const roles = words.flatMap((word, i) => (word.name === 'lead' || word.name === 'supporting' ? [i] : []));
  return (
    others.length === 0 &&
    task !== undefined &&
    roles.length > 0 &&
    roles.every((i) => words[i]!.start > task.end && words[i + 1]?.name === 'unit') &&
    words.slice(roles[0]).some(({ name }) => name === 'which')
  );
}

/** 「一共有几项」, not 「要开几条」: no other word stands before the number asked for. */
function isBareCount(words: readonly Word[]): boolean {
  const at = words.findIndex(({ name }, i) => name === 'count' && words[i + 1]?.name === 'measure');
  const before = words[at - 1];
  return at >= 0 && before?.end === words[at]!.start;
}
