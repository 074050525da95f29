import type { AskFilters } from '../domain/answer.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { toSimplified } from '../language/script.ts';
import { countWork } from '../turns/work-budget.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import { carryOver } from './carry-over.ts';
import { cutMessage } from './cut-message.ts';
import { findDocuments } from './find-documents.ts';
import { findDocumentsByPlace, findPlaces, jurisdictionOf, placesOfDocuments } from './find-places.ts';
import { type FoundUnit, findUnits } from './find-units.ts';
import { findYears } from './find-years.ts';
import { limitTopic } from './limit-topic.ts';
import { mergeAsks } from './merge-asks.ts';
import { normalizeMessage } from './normalize-message.ts';
import type { Ask, QuestionReading, RememberedReading, SlipCorrection } from './question-reading.ts';
import { readAsk } from './read-ask.ts';
import { readTopic } from './read-topic.ts';
import { resolveQuestion } from './resolve-question.ts';
import { selectQuestion } from './select-question.ts';
import { splitAsks } from './split-asks.ts';
import { translateTerms } from './translate-terms.ts';

/** Asking parts of one message that are read; far more than are answered, so that parts which belong together may join. */
const MOST_PARTS = 24;
/** Characters of a message in which slips are mended; what is longer was pasted, not typed. */
const MOST_MENDED = 200;

/** Patterns that see each character: of the message as it came, and of what is read of it. */
const STEPS_A_CHARACTER = { whole: 5, read: 200 };

/** What a question is read against. */
export interface ReadQuestionOptions {
  readonly message: string;
  /** Documents that the caller may see. */
  readonly documents: readonly PolicyDocument[];
  readonly unitDirectory: UnitDirectory;
  /** Printed unit names; pass the same array again while the index stays the same. */
  readonly knownUnits: readonly string[];
  readonly previous: RememberedReading | null;
  readonly context?: { readonly unit?: string };
  readonly filters?: AskFilters;
  /** Mends typing slips; none are mended without it. */
  readonly correctSlips?: (text: string) => {
    readonly text: string;
    readonly corrections: readonly SlipCorrection[];
  };
}

/** 「我在海事局上班，…咱们局…」: the unit that the asker names as theirs. */
function findSelf(
  text: string,
  directory: UnitDirectory,
  knownUnits: readonly string[],
  jurisdiction: string | null,
): string | null {
  const match = /(?:我们?|咱们?|本人)(?:这边)?(?:就)?(?:是|在|来自)|^作为/.exec(text);
  if (!match) return null;
  const from = match.index + match[0].length;
  const mention = directory
    .findMentions(text, knownUnits, { jurisdiction })
    .find((candidate) => candidate.start >= from && candidate.start - from <= 2);
  if (!mention || mention.kind === 'self') return null;
  if (mention.matches.length > 0) return mention.text;
  // 「港东区政府办」: an office of a government that the documents name.
  const government = /^.{2,5}?[区县市](?=.)/u.exec(mention.text)?.[0];
  const isKnown =
    government !== undefined && directory.namesFor(government, knownUnits, { jurisdiction }).length > 0;
  return isKnown ? government : null;
}

/** Places of units that the documents name, and of 我局: what is typed right needs no mending (「我局有哪些」 is not 具有). */
function namesIn(text: string, { documents, unitDirectory, knownUnits }: ReadQuestionOptions): TextSpan[] {
  return unitDirectory
    .findMentions(text, knownUnits, { jurisdiction: jurisdictionOf(documents) })
    .filter(({ kind, matches }) => kind === 'self' || (kind === 'unit' && matches.length > 0));
}

/** A text whose stretches beside the names are mended. */
function mendBeside(names: readonly TextSpan[], text: string, mend: (piece: string) => string): string {
  let at = 0;
  let mended = '';
  for (const { start, end } of names) {
    mended += mend(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return mended + mend(text.slice(at));
}

/**
 * Reads a message: what is asked, of which documents and units, in which form, about which topic; what the turn before
 * left is taken over where the message leaves it out. Pure: the same arguments give the same reading.
 */
export function readQuestion(options: ReadQuestionOptions): QuestionReading {
  const { documents, unitDirectory, knownUnits, previous } = options;
  countWork(STEPS_A_CHARACTER.whole * options.message.length);
  const { text: typed, isCut } = cutMessage(translateTerms(normalizeMessage(toSimplified(options.message))));
  countWork(STEPS_A_CHARACTER.read * typed.length);
  const parts = selectQuestion(typed);
  const mend = options.correctSlips ?? ((text: string) => ({ text, corrections: [] }));
  const corrections: SlipCorrection[] = [];
  let mendable = MOST_MENDED;
  const mendPiece = (text: string) => {
    const mended = mend(text.slice(0, mendable));
    const rest = text.slice(mendable);
    mendable = Math.max(0, mendable - text.length);
    const isNew = ({ typed }: SlipCorrection) => !corrections.some((known) => known.typed === typed);
    corrections.push(...mended.corrections.filter(isNew));
    return mended.text + rest;
  };
  const mendPart = (text: string) => mendBeside(namesIn(text, options), text, mendPiece);
  const context = parts.context.slice(0, MOST_PARTS).map(mendPart);
  const asking = parts.questions.slice(0, MOST_PARTS).map(mendPart);
  const sentences = asking.length > 0 ? asking : context;
  const question = [
    ...(asking.length > 0 ? context.filter((text) => text.length <= 60) : []),
    ...sentences,
  ].join('');

  const jurisdiction = jurisdictionOf(documents);
  const home = placesOfDocuments(documents);
  const selfUnit = options.context?.unit ?? findSelf(typed, unitDirectory, knownUnits, jurisdiction);
  const allParts = [...(asking.length > 0 ? context : []), ...sentences].map((text) => {
    const years = findYears(text);
    const mentions = findDocuments(text, documents, years);
    return { text, years, mentions };
  });
  const groups = allParts.flatMap((part) => part.mentions.groups);
  const years = allParts.flatMap((part) => part.years);
  const asks: Ask[] = [];
  const foundUnits: FoundUnit[] = [];
  for (const sentence of sentences) {
    for (const piece of splitAsks(sentence)) {
      if (asks.length === MOST_PARTS) break;
      const pieceYears = findYears(piece);
      const mentions = findDocuments(piece, documents, pieceYears);
      const consumed: TextSpan[] = [...mentions.spans, ...pieceYears];
      const units = findUnits(piece, unitDirectory, knownUnits, { jurisdiction, selfUnit }).filter(
        (unit) => !consumed.some((span) => span.start < unit.end && unit.start < span.end),
      );
      foundUnits.push(...units);
      asks.push(
        readAsk(piece, {
          consumed,
          units,
          groups: groups.length,
          years: new Set(years.map((year) => year.to)).size,
        }),
      );
    }
  }
  const unitSpans = (text: string) =>
    findUnits(text, unitDirectory, knownUnits, { jurisdiction, selfUnit }).filter(
      (unit) => unit.names.length > 0,
    );
  const namedOutright = [...new Set(groups.flat())];
  const byPlace = namedOutright.length > 0 ? [] : findDocumentsByPlace(question, documents);
  // One place named: its documents are meant. Several make a comparison, which takes them apart itself.
  const ofPlace = byPlace.length === 1 ? byPlace[0]!.documentIds : [];
  const named = namedOutright.length > 0 ? namedOutright : ofPlace;
  const own: QuestionReading = {
    question,
    resolvedQuestion: question,
    kind: sentences.length === 0 ? 'not-a-question' : 'question',
    askBack: null,
    asks: fillTopic(mergeAsks(asks), [...context, ...parts.told], documents),
    documents: {
      named: options.filters?.documentIds ? [...options.filters.documentIds] : named,
      likely: [
        ...new Set([
          ...allParts.flatMap((part) => part.mentions.likely),
          ...byPlace.flatMap((group) => group.documentIds),
        ]),
      ].filter((id) => !named.includes(id)),
      mentions: allParts.flatMap((part) => part.mentions.mentions),
    },
    years: [...new Set(years.flatMap((year) => [year.from, year.to]))],
    places: findPlaces(question, home, unitSpans(question)),
    corrections,
    ...(isCut && { isCut }),
    isFollowUp: false,
    focusClauseIds: [],
    isBoundToFocus: false,
  };
  const carried = previous === null ? own : carryOver(own, previous);
  const reading: QuestionReading = {
    ...carried,
    ...(selfUnit !== null && { selfUnit }),
    ...(previous && {
      before: {
        question: previous.reading.question,
        ...(previous.query && { query: previous.query }),
        units: previous.answeredUnits,
        ...(previous.answeredRoles && { roles: previous.answeredRoles }),
        citedClauseIds: previous.citedClauseIds,
        ...(previous.items && { items: previous.items }),
      },
    }),
  };
  const unresolved = foundUnits.find((unit) => unit.kind === 'self');
  if (unresolved && reading.asks.some(isAboutAsker)) {
    return {
      ...reading,
      kind: 'unclear',
      askBack: `您说的“${unresolved.mention}”是哪个单位？请写出单位名称（如市教委），我再按条款查找。`,
    };
  }
  return { ...reading, resolvedQuestion: resolveQuestion(reading, documents) };
}

/** 「我局要做什么」 needs to know who asks; 「我们单位想建机房，该找哪些部门」 does not. */
function isAboutAsker({ form, topic }: Ask): boolean {
  return (form !== 'who' && form !== 'number') || topic.length === 0;
}

/** 「我想反映码头扬尘太大，这事该找哪个局」: the topic stands in what was told before. */
function fillTopic(
  asks: readonly Ask[],
  told: readonly string[],
  documents: readonly PolicyDocument[],
): Ask[] {
  if (told.length === 0 || asks.some((ask) => ask.topic.length > 0 || ask.units.length > 0)) return [...asks];
  const topic = limitTopic(
    told.flatMap((text) => readTopic(text, findDocuments(text, documents, findYears(text)).spans)),
  );
  return asks.map((ask) => ({ ...ask, topic }));
}
