import type { AnswerUnit } from '../../domain/answer.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { UnitAssignment } from '../../domain/responsible-unit.ts';
import type { Ask } from '../../questions/question-reading.ts';
import { asksForNumber, asksForUnits } from '../../questions/read-form.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import type { AnswerContext } from '../answer-context.ts';
import { carriesTopic } from '../answerability.ts';
import { chooseClauses } from '../choose-clauses.ts';
import { type ComparedSide, readSides } from '../compare-sides.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { gatherEvidence } from '../gather-evidence.ts';
import { isUnitInScope } from '../search-scope.ts';
import { MOST_AT_ONCE } from '../work-limits.ts';
import { compareNumbers } from './compare-numbers.ts';
import { composeWhat } from './compose-what.ts';
import { composeWho } from './compose-who.ts';

/** Who compares says that both sides have it: less is asked of a clause than elsewhere. */
const LEAST_COVERAGE = 0.34;

/** 「哪样建得多」, 「罚款幅度」: figures are compared although no 多少 stands there. */
const ASKS_MORE =
  /幅度|金额|额度|数额|封顶|(?:哪|谁)[^，。？]{0,7}(?:[多高大快长少低小短]|贵|便宜)|一样多|数目/;

/** Both sides by document and year, then what stayed and what changed where units are compared. */
export async function composeCompare(ask: Ask, context: AnswerContext): Promise<Draft> {
  const all = await readSides(ask, context);
  const sides = all.slice(0, MOST_AT_ONCE);
  const wantsNumber =
    (asksForNumber(ask.text.replace(/差?[几多少]+家/g, '')) || ASKS_MORE.test(ask.text)) &&
    !/责任单位|牵头|配合单位|负责单位/.test(ask.text);
  const wantsUnits =
    !wantsNumber &&
    (ask.wantsUnits ||
      asksForUnits(ask.text) ||
      /负责|责任|牵头|配合|的分工|部门分工|单位|部门|谁|哪几?家/.test(ask.text));
  if (wantsNumber) return await compareNumbers(ask, sides, context);
  const statements: DraftStatement[] = [];
  const units: AnswerUnit[] = [];
  const found: (readonly Evidence[])[] = [];
  if (sides.length < all.length)
    statements.push({ text: `问题并列了${all.length}项，只比较前${sides.length}项。`, quotes: [] });
  for (const side of sides) {
    const sideAsk: Ask = {
      ...ask,
      headNoun: '',
      form: wantsUnits ? 'who' : 'what',
      topic: side.topic,
    };
    const { topic, ranked } = await gatherEvidence(sideAsk, context, {
      documentIds: side.documentIds,
      topic: side.topic,
    });
    const draft = composeSide(sideAsk, topic, ranked, side, context);
    if (draft === null) {
      statements.push({ text: `${escapeMarkdown(side.label)}：没有找到相应内容。`, quotes: [] });
      continue;
    }
    found.push(draft.evidence);
    // Sides are told apart by rules: a statement of a model is proven by one clause and cannot compare.
    statements.push(...draft.statements.map(({ mustSay: _, ...statement }) => statement));
    units.push(...draft.units);
  }
  if (found.length === 0) return refuse('no-evidence', '已收录的文件中没有可以比较的内容。');
  if (wantsUnits && found.length === 2) {
    const [before, after] = found.map((evidence) => unitsIn(evidence, context));
    statements.push({ text: compareUnits(before!, after!), quotes: [] });
  } else if (wantsUnits && found.length > 2) {
    const names = found.map((evidence) => namesIn(evidence, context));
    const isSame = names.every((list) => list.join('、') === names[0]!.join('、'));
    statements.push({ text: isSame ? '对比：各处单位一致（相同）。' : '对比：各处单位不同。', quotes: [] });
  }
  return { kind: 'answer', statements, units };

  function composeSide(
    sideAsk: Ask,
    topic: Parameters<typeof composeWhat>[1],
    ranked: readonly Evidence[],
    side: ComparedSide,
    inContext: AnswerContext,
  ) {
    const best = ranked[0];
    // A year that no document fits is not answered from the documents of others.
    if (side.years.length > 0 && side.documentIds.length === 0) return null;
    if (!best || !(carriesTopic(best, topic, ranked) || best.coverage >= LEAST_COVERAGE)) return null;
    // No document named: each in which the topic stands as well answers for this side.
    const chosen = side.documentIds.length === 0 ? chooseClauses(ranked, inContext) : [best];
    if (wantsUnits) return { ...composeWho(sideAsk, chosen, inContext), evidence: chosen };
    return {
      ...composeWhat({ ...sideAsk, wantsUnits: true }, { ...topic, words: [], total: 0 }, [best], inContext),
      evidence: [best],
    };
  }
}

function unitsIn(evidence: readonly Evidence[], context: AnswerContext): UnitAssignment[] {
  return evidence.flatMap(({ clause }) => clause.units).filter((unit) => isUnitInScope(unit, context.scope));
}

/** Printed names with their roles, in an order that does not depend on the print. */
function namesIn(evidence: readonly Evidence[], context: AnswerContext): string[] {
  return [...new Set(unitsIn(evidence, context).map((unit) => `${unit.role} ${unit.name}`))].sort();
}

/** 「两处都有：…；只在前者：…」 by printed name; a changed role is said. */
function compareUnits(before: readonly UnitAssignment[], after: readonly UnitAssignment[]): string {
  const first = [...new Set(before.map((unit) => unit.name))];
  const second = [...new Set(after.map((unit) => unit.name))];
  const both = first.filter((name) => second.includes(name));
  const onlyFirst = first.filter((name) => !second.includes(name));
  const onlySecond = second.filter((name) => !first.includes(name));
  const list = (names: readonly string[]) =>
    names.length === 0 ? '无' : names.map(escapeMarkdown).join('、');
  const separates = (units: readonly UnitAssignment[]) => units.some((unit) => unit.role === 'lead');
  const roles =
    separates(before) === separates(after)
      ? ''
      : `${separates(before) ? '前者' : '后者'}分牵头和配合，${separates(before) ? '后者' : '前者'}不分；`;
  if (onlyFirst.length === 0 && onlySecond.length === 0)
    return `对比：${roles}两处单位一致（相同）：${list(both)}。`;
  return `对比：${roles}两处都有：${list(both)}；只在前者：${list(onlyFirst)}；只在后者：${list(onlySecond)}。`;
}
