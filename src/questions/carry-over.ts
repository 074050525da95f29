import { parseChineseNumeral } from '../language/numerals.ts';
import { isFunctionWord, segmentWords } from '../language/words.ts';
import { GENERIC_WORDS } from './generic-words.ts';
import { limitTopic } from './limit-topic.ts';
import type { Ask, AskedUnit, QuestionReading, RememberedReading } from './question-reading.ts';

const POINTS_BACK =
  /它|其中|这[项条个块份]|那[项条个]|该[项条任单部]|上述|前面|刚才|上面|此项|这里|这些|该任务|该项/;
const UNIT_PRONOUN =
  /(?:它们?|他们|该(?:单位|部门|局|委)|(?:这|那)(?:个|家)(?:单位|部门|局|委))(?:还|也|又|都|另外)?(?:有|牵头|配合|负责|参与|承担|要|的任务|的工作|在|领|分)/;
const JUST_CARRIES_ON = /^(?:那么?|还有|再|另外)?[^，。？]{1,24}呢[？。]?$|^(?:那么?|还有|换成|改成)/;
const ELLIPSIS = /呢[？。，]|呢$/;
/** 「责任单位一起列出来」: no longer the role of the turn before. */
const ALL_UNITS = /责任(?:单位|部门)|哪些(?:单位|部门)|谁负责|所有单位/;
const ASKS_ITSELF = /哪|什么|啥|谁|多少|几|吗|怎|如何|是不是|是否|为何/;

/**
 * Takes over from the turn before what the message leaves out: 「那配合单位呢？」 keeps the clause, 「岸电呢？」 the
 * document and the way of asking, 「2024年的方案里呢？」 the topic. A self-contained question only leans towards the
 * documents talked about.
 */
export function carryOver(own: QuestionReading, previous: RememberedReading): QuestionReading {
  const first = own.asks[0];
  const before = previous.reading.asks[0];
  if (!first || !before) return own;
  const namesDocuments = own.documents.named.length > 0 || own.documents.likely.length > 0;
  const hasTopic = own.asks.some((ask) => ask.topic.length > 0);
  const hasUnits = own.asks.some((ask) => ask.units.length > 0);
  const keepsForm =
    ELLIPSIS.test(own.question) && (first.form === 'what' || (first.form === 'yes-no' && !hasUnits));
  const documents = namesDocuments ? own.documents : leanOn(own, previous);

  if (UNIT_PRONOUN.test(own.question) && !hasUnits) {
    const units = pronounUnits(before, previous);
    if (units.length > 0) {
      const form = first.form === 'yes-no' || first.form === 'how-many' ? first.form : 'list';
      const asks = own.asks.map((ask, i) => (i === 0 ? { ...ask, units, form: form as Ask['form'] } : ask));
      return { ...own, asks, documents: bindDocuments(own, previous), isFollowUp: true, focusClauseIds: [] };
    }
  }
  if (hasTopic && !hasUnits && !namesDocuments && isGeneric(own) && previous.citedClauseIds.length > 0) {
    // 「要建的是一套什么样的体系」: general words alone carry on from what was cited.
    const asks = own.asks.map((ask) => ({ ...ask, topic: limitTopic([...before.topic, ...ask.topic]) }));
    return {
      ...own,
      asks,
      documents: previous.reading.documents,
      isFollowUp: true,
      focusClauseIds: previous.citedClauseIds,
      isBoundToFocus: true,
    };
  }
  const otherCase = caseOf(own.question);
  if (keepsForm && otherCase !== '' && !hasUnits && !namesDocuments && before.figure && !first.figure) {
    // 「其他人呢？」: the same figure for another case.
    const asks = own.asks.map((ask, i) => (i === 0 ? ofCase(keepForm(ask, before), before, otherCase) : ask));
    return {
      ...own,
      asks,
      documents: bindDocuments(own, previous),
      isFollowUp: true,
      focusClauseIds: previous.citedClauseIds,
    };
  }
  const picked = pickOrdinal(own.question, previous);
  if (picked !== null && !hasUnits && !namesDocuments) {
    const isOwn = (ask: Ask) => ask.topic.length > 0 || isUnitList(before);
    const asks = own.asks.map((ask) => (isOwn(ask) ? ask : continueTopic(ask, before, keepsForm)));
    return {
      ...own,
      asks,
      documents: previous.reading.documents,
      isFollowUp: true,
      focusClauseIds: [picked],
      isBoundToFocus: true,
    };
  }
  if (!hasTopic && !hasUnits) {
    const asks = own.asks.map((ask) => continueTopic(ask, before, keepsForm));
    const isBound = !namesDocuments && !isUnitList(before);
    return {
      ...own,
      asks,
      documents: namesDocuments ? own.documents : previous.reading.documents,
      places: own.places.length > 0 ? own.places : previous.reading.places,
      isFollowUp: true,
      focusClauseIds: namesDocuments ? [] : previous.citedClauseIds,
      isBoundToFocus: isBound && previous.citedClauseIds.length > 0,
    };
  }
  if (!hasTopic && hasUnits && (keepsForm || JUST_CARRIES_ON.test(own.question))) {
    return continueWithUnit(own, previous, before, first);
  }
  if (keepsForm || (JUST_CARRIES_ON.test(own.question) && !ASKS_ITSELF.test(own.question))) {
    const asks = own.asks.map((ask, i) => (i === 0 ? { ...keepForm(ask, before), topic: ask.topic } : ask));
    return {
      ...own,
      asks,
      documents: namesDocuments ? own.documents : bindDocuments(own, previous),
      isFollowUp: true,
      focusClauseIds: namesDocuments ? [] : previous.citedClauseIds,
    };
  }
  const leansOn = previous.isSameMessage || JUST_CARRIES_ON.test(own.question);
  if (first.figure && leansOn && hasTopic && !hasUnits && !namesDocuments) {
    // 「…一共多少个，总投资多少」 「那补助多少？」: another figure of the same thing.
    const asks = own.asks.map((ask) => ({ ...ask, topic: limitTopic([...before.topic, ...ask.topic]) }));
    return {
      ...own,
      asks,
      documents: bindDocuments(own, previous),
      isFollowUp: true,
      focusClauseIds: previous.citedClauseIds,
    };
  }
  const pointsBack = POINTS_BACK.test(own.question);
  return {
    ...own,
    documents: pointsBack && !namesDocuments ? bindDocuments(own, previous) : documents,
    isFollowUp: !namesDocuments,
    focusClauseIds: namesDocuments ? [] : previous.citedClauseIds,
  };
}

/** 「第二项由谁负责」 after a list: the second clause cited. */
function pickOrdinal(text: string, previous: RememberedReading): string | null {
  const match = /第(?<number>[一二三四五六七八九十]+|\d{1,2})[项个]/.exec(text);
  const number = match ? parseChineseNumeral(match.groups!['number']!) : null;
  if (number === null || previous.citedClauseIds.length < 2) return null;
  return previous.citedClauseIds[number - 1] ?? null;
}

/** Whether the topic is made of general words only. */
function isGeneric(own: QuestionReading): boolean {
  return own.asks.every((ask) =>
    ask.topic.every((run) =>
      segmentWords(run).every((word) => isFunctionWord(word.text) || GENERIC_WORDS.has(word.text)),
    ),
  );
}

/** The figure that is asked for now, of what the one before was of where the message does not say. */
function figureOf({ figure }: Ask, before: Ask): Ask['figure'] {
  if (!before.figure) return figure;
  return figure ? { ...figure, about: `${before.figure.about} ${figure.about}`.trim() } : before.figure;
}

/** The figure of the turn before, for another case. */
function ofCase(ask: Ask, before: Ask, other: string): Ask {
  const topic = limitTopic([...before.topic, ...(ask.topic.length > 0 ? ask.topic : [other])]);
  return { ...ask, topic, figure: before.figure && { ...before.figure, case: other } };
}

/** 其他人 of 「那其他人呢？」; empty where the message points back or says more. */
function caseOf(question: string): string {
  if (POINTS_BACK.test(question)) return '';
  return CASE.exec(question)?.groups?.['case'] ?? '';
}

const CASE =
  /^(?:那么?|还有|换成|改成|如果是?|要是|对于?)?(?<case>[^，。？\s]{2,20}?)(?:的话|的)?呢[？。]?$/u;

function isUnitList(ask: Ask): boolean {
  return (ask.form === 'list' || ask.form === 'how-many') && ask.units.length > 0;
}

function continueTopic(ask: Ask, before: Ask, keepsForm: boolean): Ask {
  const base = keepsForm ? keepForm(ask, before) : ask;
  if (
    isUnitList(before) &&
    (base.form === 'who' || base.form === 'list' || base.form === 'how-many' || base.form === 'what')
  ) {
    // 「牵头的呢？」 after a list: the same unit in another role.
    return { ...base, form: before.form, units: before.units, topic: before.topic };
  }
  return { ...base, topic: before.topic };
}

/** The way of asking of the turn before with the words of this one. */
function keepForm(ask: Ask, before: Ask): Ask {
  return {
    ...ask,
    form: before.form === 'yes-no' && ask.units.length === 0 ? 'who' : before.form,
    attribute: ask.attribute ?? before.attribute,
    roles: ask.roles.length > 0 || ALL_UNITS.test(ask.text) ? ask.roles : before.roles,
    wantsUnits: ask.wantsUnits || before.wantsUnits,
    figureNoun: ask.figureNoun !== '' ? ask.figureNoun : '',
    figure: figureOf(ask, before),
    unitKind: ask.unitKind ?? before.unitKind,
    mentionedWords: before.mentionedWords.length > 0 ? ask.topic : [],
  };
}

function continueWithUnit(
  own: QuestionReading,
  previous: RememberedReading,
  before: Ask,
  first: Ask,
): QuestionReading {
  const documents = own.documents.named.length > 0 ? own.documents : bindDocuments(own, previous);
  if (isUnitList(before) || before.units.length > 0) {
    const asks = [
      { ...keepForm(first, before), units: first.units, topic: before.form === 'yes-no' ? before.topic : [] },
    ];
    const isBound = before.form === 'yes-no' && previous.citedClauseIds.length > 0;
    return {
      ...own,
      asks,
      documents,
      isFollowUp: true,
      focusClauseIds: isBound ? previous.citedClauseIds : [],
      isBoundToFocus: isBound,
    };
  }
  // 「那市教委呢？」 after a question on one clause: whether that clause names it.
  const asks = [{ ...first, form: 'yes-no' as const, topic: before.topic }];
  return {
    ...own,
    asks,
    documents,
    isFollowUp: true,
    focusClauseIds: previous.citedClauseIds,
    isBoundToFocus: previous.citedClauseIds.length > 0,
  };
}

function pronounUnits(before: Ask, previous: RememberedReading): AskedUnit[] {
  if (before.units.length > 0) return [...before.units];
  const names = [...new Set(previous.answeredUnits)];
  const name = names[0];
  return name !== undefined && names.length <= 3 ? [{ mention: name, names: [name], bySuccession: [] }] : [];
}

/** The documents talked about hold for this question too. */
function bindDocuments(own: QuestionReading, previous: RememberedReading): QuestionReading['documents'] {
  if (own.documents.named.length > 0) return own.documents;
  const { named, mentions } = previous.reading.documents;
  if (named.length > 0) return { named, likely: [], mentions, isCarried: true };
  return { named: [], likely: previous.citedDocumentIds, mentions: [] };
}

/** Documents talked about are preferred, not required. */
function leanOn(own: QuestionReading, previous: RememberedReading): QuestionReading['documents'] {
  const talkedAbout =
    previous.reading.documents.named.length > 0
      ? previous.reading.documents.named
      : previous.citedDocumentIds;
  return { ...own.documents, likely: [...new Set([...own.documents.likely, ...talkedAbout])] };
}
