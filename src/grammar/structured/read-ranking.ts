import type { Query, QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../annotate-question.ts';
import { rolesOf, type Signs, TARGETS } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/** 「牵头任务最多的单位是哪个」 「哪项任务参与的单位最多」 */
export function readRanking(question: Annotated, signs: Signs, base: QueryWhere): StructuredAsk | null {
  const { units } = question;
  const asksWho = question.words.some(({ name, text }) => name === 'which' && /谁/u.test(text));
  const ofDistricts = signs.has('district') || signs.has('collective');
  const target = asksWho
    ? ofDistricts
      ? 'district'
      : 'unit'
    : (signs.target ?? (signs.has('measure') || isMostUnits(question) ? 'task' : ranksUnits(question)));
  if (!signs.has('most') || target === null) return null;
  const where = {
    ...base,
    ...rolesOf(signs),
    tasks: true,
    ...(units.length > 0 && !signs.has('except') && { units: { any: units.map(({ mention }) => mention) } }),
  };
  if (signs.has('except') && (units.length === 0 || target === 'task')) return null;
  const best = (query: Query): StructuredAsk => ({
    query,
    say: 'best',
    withUnits: false,
    place: placeOf(question),
    top: topOf(question),
  });
  if (target === 'task') return best({ find: 'clauses', where, order: 'units' });
  if (target === 'document' || target === 'section')
    return best({ find: 'clauses', where, group: target, order: 'count' });
  const districtsOnly = target === 'district';
  return {
    ...best({ find: 'clauses', where: { ...where, collectives: 'exclude' }, group: 'unit', order: 'count' }),
    districtsOnly,
    ...(signs.has('except') && {
      except: units.flatMap(({ names, bySuccession }) => [...names, ...bySuccession]),
    }),
  };
}

/** 「责任单位最多的一条」 */
function isMostUnits({ words }: Annotated): boolean {
  const at = words.findIndex(({ name }) => name === 'most');
  return words[at - 1]?.name === 'unit';
}

/** 「牵头任务排前三的单位」: what stands behind the order is ranked. */
function ranksUnits({ words }: Annotated): Signs['target'] {
  const at = words.findIndex(({ name }) => name === 'most');
  const behind = words.slice(at + 1).find(({ name }) => TARGETS.has(name));
  return behind ? (behind.name as Signs['target']) : null;
}

/** 排前三 */
function topOf({ words }: Annotated): number {
  const word = words.find(({ name }) => name === 'most')!.text;
  const top = /前(?<number>[二三四五两1-9])/u.exec(word)?.groups?.['number'];
  return top === undefined ? 1 : Number(top) || '零一二三四五'.indexOf(top === '两' ? '二' : top);
}

/** 第二多, 排第三 */
function placeOf({ words }: Annotated): number {
  const word = words.find(({ name }) => name === 'most')!.text;
  return Math.max(1, '一二三四五'.indexOf(/第([一二三四五])/u.exec(word)?.[1] ?? '一') + 1);
}
