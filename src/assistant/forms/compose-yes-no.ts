import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { amountOf, findQuantities, type Quantity } from '../../language/quantities/index.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import { coverTopic } from '../../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../../retrieval/weigh-topic.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { DraftAnswer } from '../draft.ts';
import { statedFigures } from '../figures/stated-figures.ts';
import { quoteOf } from '../quotes.ts';
import { ROLE_NAMES } from '../render-units.ts';
import { speaksOf } from '../verdicts/judge-claim.ts';
import { readClaim } from '../verdicts/read-claim.ts';
import { type SaidVerdict, verdictOf } from '../verdicts/say-verdict.ts';
import { composeWhat } from './compose-what.ts';
import { composeWho } from './compose-who.ts';

const LEAST_SENTENCE_COVERAGE = 0.7;

/** Whether the unit asked about stands in the clause, and in the role asked about: yes or no first, then the units. */
export function composeUnitYesNo(ask: Ask, chosen: readonly Evidence[], context: AnswerContext): DraftAnswer {
  const names = new Set(ask.units.flatMap((unit) => [...unit.names, ...unit.bySuccession]));
  const mention = escapeMarkdown(ask.units.map((unit) => unit.mention).join('、'));
  const assignments = chosen
    .flatMap((evidence) => evidence.clause.units)
    .filter((unit) => names.has(unit.name));
  const askedRole = /牵头|主责/.test(ask.text)
    ? ('lead' as const)
    : /配合|协助|协办/.test(ask.text)
      ? ('supporting' as const)
      : null;
  const isRole = /是不是|是否|是[^，。？]*吗|吗|算|吧|不是|[是算归]不/.test(ask.text) ? askedRole : null;
  const printed = [...new Set(assignments.map((unit) => unit.name))].map(escapeMarkdown).join('、');
  const inRole = isRole === null ? assignments : assignments.filter((unit) => unit.role === isRole);
  const asksWhich = /还是|角色/.test(ask.text);
  const first =
    asksWhich && assignments.length > 0
      ? `${printed}是该条的${[...new Set(assignments.map((unit) => ROLE_NAMES[unit.role]))].join('、')}。`
      : inRole.length > 0
        ? `是。${printed}是该条的${[...new Set(inRole.map((unit) => ROLE_NAMES[unit.role]))].join('、')}。`
        : assignments.length > 0
          ? `不是${isRole ? ROLE_NAMES[isRole] : ''}。${printed}是该条的${[...new Set(assignments.map((unit) => ROLE_NAMES[unit.role]))].join('、')}。`
          : `不是。该条没有列出${mention}。`;
  // The other role asked for beside it (「是市粮食局牵头吗，还有谁配合」) belongs to the answer too.
  const who = composeWho(
    assignments.length > 0 ? ask : { ...ask, roles: ask.wantsUnits ? ask.roles : [] },
    chosen,
    context,
  );
  const [head, ...rest] = who.statements;
  return {
    ...who,
    statements: [{ text: first, quotes: head?.quotes ?? [] }, ...(head ? [head] : []), ...rest],
  };
}

/**
 * Whether the clause says what the question states: every content word in one sentence, and the same figure where one is
 * given. A clause that surely is the one asked about (`isSurelyMeant`) is quoted without a verdict where the words differ.
 * Null where the clause says neither yes nor no.
 */
export function composeContentYesNo(
  ask: Ask,
  topic: WeighedTopic,
  chosen: readonly Evidence[],
  context: AnswerContext,
  isSurelyMeant = false,
): DraftAnswer | null {
  const best = chosen[0];
  if (!best) return null;
  const sentence = best.view.sentences[best.bestSentence];
  if (!sentence) return null;
  const verdict = verdictOf(ask.text, best.view);
  if (verdict)
    return sayVerdict(
      verdict,
      composeWhat({ ...ask, wantsUnits: false }, topic, [best], context),
      best.clause,
    );
  const text = best.clause.text.slice(sentence.start, sentence.end);
  const asked = findQuantities(ask.text).filter(({ unit, value }) => unit !== '' || value.length > 1);
  const what = composeWhat({ ...ask, wantsUnits: false }, topic, [best], context);
  const quotes = what.statements[0]?.quotes ?? [];
  const coverage = coverTopic(topic, `${best.view.title} ${best.view.trail} ${sentence.normal}`);
  if (asked.length > 0) {
    const agrees = asked.every((quantity) => agreesWith(quantity, best, sentence, topic));
    if (coverage < 0.4) return null;
    // Another figure denies what is so; whether something is allowed or owed it leaves open.
    const isOfFact = readClaim(ask.text)?.mode === 'is';
    return {
      ...what,
      statements: [
        {
          text: DENIES.test(text)
            ? '以原文为准：'
            : agrees
              ? '是。'
              : isOfFact
                ? '不是，以原文为准。'
                : '以原文为准：',
          quotes,
        },
        ...what.statements,
      ],
    };
  }
  if (coverage < LEAST_SENTENCE_COVERAGE) {
    // The clause is the one asked about, but in which words it agrees only a reader can tell.
    if (!isSurelyMeant) return null;
    return { ...what, statements: [{ text: '以原文为准：', quotes }, ...what.statements] };
  }
  const claim = readClaim(ask.text);
  const isOpen =
    claim === null ||
    !speaksOf(claim, `${best.view.trail} ${best.view.title} ${text}`) ||
    DENIES.test(text) ||
    /[？?]\s*$/.test(text);
  return { ...what, statements: [{ text: isOpen ? '以原文为准：' : '是。', quotes }, ...what.statements] };
}

const DENIES = /不|没有|未|无需|禁止|除[^，。；]{2,30}外|除外/;

/** The verdict first, on the words that carry it; then what the clause says. */
export function sayVerdict(verdict: SaidVerdict, what: DraftAnswer, clause: ClauseRecord): DraftAnswer {
  return {
    ...what,
    statements: [{ text: verdict.text, quotes: [quoteOf(clause, verdict)] }, ...what.statements],
  };
}

/**
 * Whether the sentence states a figure for the topic: of several figures of its measure the one whose own words carry most of the topic
 * counts, so that the next thing's 200万元 does not confirm this one's.
 */
function agreesWith(asked: Quantity, { view }: Evidence, sentence: TextSpan, topic: WeighedTopic): boolean {
  const measure = amountOf(asked.value, asked.unit).unit;
  const alike = statedFigures(view)
    .filter(({ start, end }) => sentence.start < end && start < sentence.end)
    .map((figure) => ({ own: figure.own, quantity: findQuantities(figure.text)[0] }))
    .filter(({ quantity }) => quantity && amountOf(quantity.value, quantity.unit).unit === measure)
    .sort((a, b) => coverTopic(topic, b.own) - coverTopic(topic, a.own));
  return alike[0] !== undefined && plainValue(alike[0].quantity!) === plainValue(asked);
}

/** The number of a quantity in its plain measure: 三百座 and 300座 are one, 1.1亿元 and 11000万元 too. */
function plainValue({ value, unit }: Quantity): string {
  return amountOf(value, unit).value;
}
