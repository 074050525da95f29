import type { QueryWhere } from '../../domain/query.ts';
import type { UnitRole } from '../../domain/responsible-unit.ts';
import type { Annotated, Word } from '../annotate-question.ts';
import type { WordClass } from '../closed-words.ts';

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

/** The closed words of a question taken together. */
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

export const TARGETS: ReadonlySet<WordClass> = new Set(['task', 'unit', 'district', 'document', 'section']);

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

/** Whether tasks are asked for, or nothing else that could be. */
export function asksTasks({ target, has }: Signs): boolean {
  return target === 'task' || (target === null && (has('task') || has('which'))) || has('order');
}

/** The condition on roles, where one is asked for. */
export function rolesOf({ roles }: Pick<Signs, 'roles'>): QueryWhere {
  return roles.length > 0 ? { roles } : {};
}
