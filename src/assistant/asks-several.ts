import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import { joinedTopics } from './compare-sides.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { MOST_AT_ONCE } from './work-limits.ts';

/** 「冷库改造与渔船更新，各自牵头的是谁」: two topics, an answer for each. */
export function asksForEach(ask: Ask): boolean {
  if (ask.form !== 'who' && ask.form !== 'number') return false;
  return (
    /分别|各自|各(?:是|由|归|要|有|几|多少)/.test(ask.text) &&
    joinedTopics(ask) !== null &&
    ask.roles.length < 2
  );
}

/** 「冷库改造和渔船更新由谁负责」: two runs that are each the title of a clause of its own. */
export async function namesTwoClauses(ask: Ask, context: AnswerContext): Promise<boolean> {
  if (ask.form !== 'who' && ask.form !== 'yes-no') return false;
  const pair = joinedTopics(ask);
  if (pair === null || pair.length > MOST_AT_ONCE || context.reading.isBoundToFocus) return false;
  const found = await Promise.all(pair.map((run) => gatherEvidence(ask, context, { topic: [run] })));
  const best = found.map(({ ranked }) => ranked[0]);
  return (
    best.every((evidence) => evidence !== undefined && evidence.titleFit >= TITLED) &&
    new Set(best.map((evidence) => evidence?.clause.clauseId)).size === best.length
  );
}

/** From this fit on a clause's title is what is asked about. */
export const TITLED = 0.75;

/** 「天津和重庆哪个更高」: a place that no document is of is one of the sides; not in 「与重庆合作的两项任务」. */
export function isSide(text: string, place: string): boolean {
  const at = text.indexOf(place);
  return (
    at >= 0 &&
    !/^(?:市|省)?[^，。？]{0,4}(?:合作|协同|对接|联动|衔接|共建|共享|共同|联合|签约|互通|结对|帮扶)/.test(
      text.slice(at + place.length),
    ) &&
    (/(?:和|与|跟|同|比|较)$/.test(text.slice(0, at)) ||
      /^(?:市|省)?(?:和|与|跟|同|比|相比)/.test(text.slice(at + place.length)))
  );
}
