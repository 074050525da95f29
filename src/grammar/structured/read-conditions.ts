import type { Query, QueryWhere } from '../../domain/query.ts';
import type { UnitRole } from '../../domain/responsible-unit.ts';
import type { Annotated, Word } from '../annotate-question.ts';
import { dueIn } from './due-in.ts';
import { asksTasks, rolesOf, type Signs } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/** 「哪些任务由两个以上单位牵头」 「A和B共同负责的任务」 「2025年底前要完成的」 「没有区政府参与的」 */
export function readConditions(question: Annotated, signs: Signs, base: QueryWhere): StructuredAsk | null {
  const { units, days, years } = question;
  const isDue = days.length > 0 || (years.length > 0 && signs.has('deadline'));
  const collectives = signs.has('collective');
  const say = signs.isCount && !signs.has('which') ? 'count' : 'list';
  const where: QueryWhere = {
    ...base,
    ...rolesOf(signs),
    ...(isDue && { deadline: dueIn(question) }),
    ...(signs.has('several') && { unitCount: { from: 2 } }),
    tasks: true,
  };
  const list = (own: QueryWhere): StructuredAsk => ({
    query: { find: 'clauses', where: own },
    say,
    withUnits: signs.asksUnits || units.length !== 1,
  });
  const mentions = units.map(({ mention }) => mention);
  const districts = collectives || (units.length === 0 && signs.has('district'));
  if (signs.has('none') && (units.length > 0 || districts)) {
    const none = [...(districts ? question.districtNames : []), ...mentions].slice(0, MOST_NAMES);
    return none.length > 0 ? list({ ...where, units: { none } }) : null;
  }
  const absent = asksTasks(signs) && absentRoles(question, signs);
  if (absent) return { ...list({ ...base, ...absent }), withUnits: true };
  if (units.length === 1 && signs.has('alone')) return list({ ...where, units: { only: mentions } });
  if (units.length === 0 && signs.has('alone') && asksTasks(signs))
    return list({ ...where, unitCount: { from: 1, to: 1 } });
  if (units.length >= 2 && signs.has('joint'))
    return list({ ...where, units: { all: mentions }, collectives: 'exclude' });
  if (units.length === 2 && signs.roles.length === 0 && signs.has('lead') && signs.has('supporting')) {
    const chained = readLeadAndSupport(question, where);
    if (chained) return { query: chained, say, withUnits: true };
  }
  if (units.length === 0 && signs.has('joint') && signs.has('lead') && asksTasks(signs))
    return list({ ...where, unitCount: { from: 2 } });
  if (
    units.length === 0 &&
    collectives &&
    asksTasks(signs) &&
    (signs.roles.length > 0 || signs.has('involved'))
  )
    return question.districtCollectives.length > 0
      ? list({ ...where, units: { any: [...question.districtCollectives] } })
      : null;
  // 「责任单位超过一个的有哪些」
  const severalAt = question.words.findIndex(({ name }) => name === 'several');
  const ofSeveral = question.words[severalAt - 1]?.name === 'unit';
  if (units.length === 0 && (isDue || signs.has('several')) && (asksTasks(signs) || ofSeveral))
    return list(where);
  if (units.length >= 1 && (isDue || signs.has('several')) && asksTasks(signs))
    return list({ ...where, units: { all: mentions }, collectives: 'exclude' });
  return null;
}

/**
 * 「没有配合单位的」 「没写明谁牵头的」 「只写了责任单位的」: clauses that name units, none of them in these roles.
 * Null where no role is said to be absent.
 */
export function absentRoles({ units, words }: Annotated, signs: Signs): QueryWhere | null {
  if (units.length > 0 || signs.has('alone')) return null;
  const none = words.find(({ name }) => name === 'none');
  const behind = none ? words.filter(({ start }) => start > none.start) : [];
  // 没分牵头和配合: roles that follow each other; a task or another question word ends them.
  const end = behind.findIndex(
    ({ name, text }) => name === 'task' || name === 'only' || (name === 'which' && text !== '谁'),
  );
  const named = (end < 0 ? behind : behind.slice(0, end)).map(({ name }) => name);
  const roles = (['lead', 'supporting'] as const).filter((role) => named.includes(role));
  const isBare = signs.has('only') && words.some(({ name, text }) => name === 'involved' && text === '责任');
  if (roles.length > 0)
    return { roles: isBare ? ['lead', 'supporting'] : [...roles], unitCount: { to: 0 }, tasks: true };
  return isBare ? { roles: ['lead', 'supporting'], unitCount: { to: 0 }, tasks: true } : null;
}

/** 「A牵头、B配合的任务」: the role stands nearest to its body. */
function readLeadAndSupport({ units, words }: Annotated, where: QueryWhere): Query | null {
  const roleOf = (start: number, end: number): UnitRole | null => {
    const near = words
      .filter(({ name }) => name === 'lead' || name === 'supporting')
      .sort((a, b) => gap(a, start, end) - gap(b, start, end))[0];
    return near ? (near.name as UnitRole) : null;
  };
  const [first, second] = units.map(({ mention, start, end }) => ({ mention, role: roleOf(start, end) }));
  if (!first?.role || !second?.role || first.role === second.role) return null;
  const side = (of: typeof first): QueryWhere => ({
    ...where,
    roles: [of.role!],
    units: { all: [of.mention] },
  });
  return { find: 'clauses', where: side(first), then: { find: 'clauses', where: side(second) } };
}

/** A role stands behind its body; before it, it belongs to another. */
function gap(word: Word, start: number, end: number): number {
  return word.start >= end ? word.start - end : 100 + start - word.end;
}

/** As many as a query may name. */
const MOST_NAMES = 20;
