import type { Query, QueryWhere } from '../domain/query.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { Annotated, Word } from './annotate-question.ts';
import type { WordClass } from './closed-words.ts';
import type { HeadingMention } from './find-headings.ts';
import { type NumberedParts, sectionsOf } from './sections-of.ts';

/** What is asked of the records, and how it is to be said. */
export interface StructuredAsk {
  readonly query: Query;
  /** `tasks`: of one body as bodies' tasks are listed; `sides`: counts side by side; `items`: what stands below a heading, by its headings; `table`: the same as a table; `best`: of an order the first, ties with it; `parts`: how many articles, chapters or questions documents have. */
  readonly say: 'list' | 'count' | 'best' | 'items' | 'tasks' | 'sides' | 'table' | 'parts';
  /** The units of each row are asked for too. */
  readonly withUnits: boolean;
  /** Of a ranking: only districts. */
  readonly districtsOnly?: boolean;
  /** Of a ranking: printed names of bodies that are left out of it. */
  readonly except?: readonly string[];
  /** Of a ranking: so many from its top on are asked for. */
  readonly top?: number;
  /** Of a ranking: which place is asked for, from 1. */
  readonly place?: number;
}

/** What of a question its closed words ask for. */
export interface Signs {
  readonly has: (name: WordClass) => boolean;
  readonly roles: UnitRole[];
  /** What 哪些, 几 or 多少 stand before: 哪些【任务】. */
  readonly target: 'task' | 'unit' | 'district' | 'document' | 'section' | null;
  /** The units are asked for: 由谁, 哪些单位. */
  readonly asksUnits: boolean;
  readonly isCount: boolean;
}

/**
 * The query of a question all of whose words are names or closed words; null where one is left over, or where nothing is
 * asked of the records as such. `documentIds`: those that are meant.
 */
export function readStructured(
  question: Annotated,
  documentIds: readonly string[],
  parts: NumberedParts,
  isFollowUp = false,
): StructuredAsk | null {
  if (question.rest.length > 0 || question.facts.length > 0) return null;
  const signs = readSigns(question);
  const isNamed =
    question.documentIds.length + question.units.length + question.headings.length + question.days.length > 0;
  if (isFollowUp && !isNamed && !signs.has('most') && signs.target !== 'document') return null;
  // 「…升级，方案里让哪些部门负责」: of what was told before.
  if (isFollowUp && signs.target === 'unit' && question.headings.length === 0 && !signs.has('most'))
    return null;
  const spread = readSpread(question, signs, documentIds);
  if (spread) return spread;
  if (signs.has('pronoun') || signs.has('whether')) return null;
  if (signs.has('compare')) return readSides(question, signs, documentIds);
  if (signs.has('except') && !signs.has('most')) return null;
  const base: QueryWhere = documentIds.length > 0 ? { documentIds: [...documentIds] } : {};
  if (isFollowUp && /呢[，。？]/u.test(`${question.text}。`)) return null;
  if (question.headings.length > 0 && !signs.has('include') && !isBesideTasks(question)) {
    if (!signs.has('most')) return readSections(question, signs, base, parts);
    const named = sectionsOf(question, documentIds, parts);
    return named && !named.isLeaf ? readRanking(question, signs, { ...base, section: named.section }) : null;
  }
  return (
    readRanking(question, signs, base) ??
    readSections(question, signs, base, parts) ??
    readConditions(question, signs, base) ??
    readTotals(question, signs, base, isFollowUp, parts)
  );
}

/** 「车联网任务和保障措施」: the part is named beside the tasks, not as a condition on them. */
function isBesideTasks({ text, headings }: Annotated): boolean {
  return (
    headings.length === 1 &&
    /(?:任务|事项|专项|项目)(?:和|与|及|以及|、|跟)$/u.test(text.slice(0, headings[0]!.start))
  );
}

export function readSigns({ words }: Pick<Annotated, 'words'>): Signs {
  const has = (name: WordClass) => words.some((word) => word.name === name);
  const roles: UnitRole[] = [
    ...(has('lead') ? ['lead' as const] : []),
    ...(has('supporting') ? ['supporting' as const] : []),
  ];
  const target = targetOf(words);
  // 「一共参与多少项，其中牵头几项」: the role is counted among all.
  const among = words.find(({ name, text }) => name === 'filler' && text === '其中');
  const isPart =
    among !== undefined && words.some(({ name, start }) => name === 'count' && start < among.start);
  const ofBoth = words.some(
    ({ name, text }) =>
      (name === 'involved' && text === '责任') || (name === 'include' && /^[不无]/u.test(text)),
  );
  const asksWho = words.some(({ name, text }) => name === 'which' && /谁/u.test(text));
  return {
    has,
    // 牵头的、当责任单位的都算: the role is one of several.
    roles: roles.length === 2 || isPart || (has('include') && ofBoth) ? [] : roles,
    target,
    asksUnits:
      asksWho || target === 'unit' || (has('unit') && !has('several') && (has('which') || has('order'))),
    isCount: has('count'),
  };
}

const TARGETS: ReadonlySet<WordClass> = new Set(['task', 'unit', 'district', 'document', 'section']);

/** The noun behind the first question word, roles and fillers between them aside. */
function targetOf(words: readonly Word[]): Signs['target'] {
  const at = words.findIndex(({ name }) => name === 'which' || name === 'count');
  if (at < 0) return null;
  // 哪一条, 哪几项: the measure is of tasks where no noun follows at once.
  const [next, after] = words.slice(at + 1);
  if (next?.name === 'measure' && /[项条件]/u.test(next.text) && !(after && TARGETS.has(after.name)))
    return 'task';
  if (next?.name === 'measure' && next.text === '份' && !(after && TARGETS.has(after.name)))
    return 'document';
  const behind = words.slice(at + 1).find(({ name }) => TARGETS.has(name));
  // 「在这几份文件里要做什么」: where, not what.
  const isPlace = (i: number) =>
    words[i]!.name === 'document' &&
    /^[里中内]/u.test(words.slice(i + 1).find(({ name }) => name !== 'document')?.text ?? '');
  const before = words.slice(0, at).findLast(({ name }, i) => TARGETS.has(name) && !isPlace(i));
  const found = behind ?? before;
  return found ? (found.name as Signs['target']) : null;
}

/** 「两份文件里都有市教委的任务吗」: which documents have tasks of a body. */
function readSpread(
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
function readSides(
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

const MOST_SIDES = 6;

/** 「牵头任务最多的单位是哪个」 「哪项任务参与的单位最多」 */
function readRanking(question: Annotated, signs: Signs, base: QueryWhere): StructuredAsk | null {
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

/** 「保障措施有哪些，由谁负责」 「第三部分第二条第5项是什么」 */
function readSections(
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

/** 「哪些任务由两个以上单位牵头」 「A和B共同负责的任务」 「2025年底前要完成的」 「没有区政府参与的」 */
function readConditions(question: Annotated, signs: Signs, base: QueryWhere): StructuredAsk | null {
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
function absentRoles({ units, words }: Annotated, signs: Signs): QueryWhere | null {
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

/** 「智慧城市计划一共多少项任务」 「涉及哪些单位」 「哪些文件里有市教委的任务」 */
function readTotals(
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

/** 「哪几条」 「有几项」 */
function asksItems({ words }: Annotated, signs: Signs): boolean {
  return signs.isCount || words.some(({ name, text }) => name === 'which' && /哪[些几]/u.test(text));
}

function asksTasks({ target, has }: Signs): boolean {
  return target === 'task' || (target === null && (has('task') || has('which'))) || has('order');
}

export function rolesOf({ roles }: Pick<Signs, 'roles'>): QueryWhere {
  return roles.length > 0 ? { roles } : {};
}

/** 时限【写着“】11月底前, 时限【是】年底. */
const STATES = /^(?:[写标](?:着|明|的是)|注明|定为|的?是|为|：)[“"']?$/u;

/** The days that a deadline may fall on: within the year that is named, up to the day. */
export function dueIn({
  days,
  years,
  words = [],
  text = '',
}: Pick<Annotated, 'days' | 'years'> & Partial<Pick<Annotated, 'words' | 'text'>>): {
  from: string;
  to: string;
} {
  const dates = days.map(({ date }) => date);
  const last = dates.length > 0 ? dates.reduce((a, b) => (a > b ? a : b)) : `${Math.max(...years)}-12-31`;
  // 完成时限写着11月底前: that day and no other.
  const [day, ...others] = days;
  const isNamed = words.some(
    ({ name, end }) => name === 'deadline' && day !== undefined && STATES.test(text.slice(end, day.start)),
  );
  if (day && others.length === 0 && isNamed) return { from: day.date, to: day.date };
  const first = dates.length > 0 ? dates.reduce((a, b) => (a < b ? a : b)) : `${Math.min(...years)}-12-31`;
  return { from: `${first.slice(0, 4)}-01-01`, to: last };
}
