import { findDocuments } from '../questions/find-documents.ts';
import { findDocumentsByPlace } from '../questions/find-places.ts';
import { findYears } from '../questions/find-years.ts';
import type { Ask } from '../questions/question-reading.ts';
import { readTopic } from '../questions/read-topic.ts';
import { yearFit } from '../questions/year-fit.ts';
import type { AnswerContext } from './answer-context.ts';
import { documentYear } from './choose-clauses.ts';
import { gatherEvidence } from './gather-evidence.ts';

/** One side of a comparison. */
export interface ComparedSide {
  readonly label: string;
  readonly documentIds: readonly string[];
  readonly topic: readonly string[];
  readonly years: readonly number[];
  /** The part of the question that is about this side alone; absent where both share one asking part. */
  readonly text?: string;
}

/**
 * What is put side by side: documents (each with its own topic where the words between tell one), years, or two topics of
 * one document; else the documents in which the topic stands.
 */
export async function readSides(ask: Ask, context: AnswerContext): Promise<ComparedSide[]> {
  const { reading, corpus } = context;
  const years = findYears(ask.text);
  const mentions = findDocuments(ask.text, corpus.documents, years);
  const title = (ids: readonly string[]) =>
    ids.map((id) => `《${corpus.documentById.get(id)?.title ?? id}》`).join('');
  if (mentions.groups.length >= 2) {
    const texts = mentions.spans.map((span, i) =>
      ask.text.slice(span.end, mentions.spans[i + 1]?.start ?? ask.text.length),
    );
    const pieces = texts.map((text) => readTopic(text, findYears(text)));
    const before = readTopic(ask.text.slice(0, mentions.spans[0]!.start), []);
    const lead = mentions.spans.map((span, i) => {
      const start = mentions.spans[i - 1]?.end ?? 0;
      return readTopic(ask.text.slice(start, span.start), findYears(ask.text.slice(start, span.start)));
    });
    // 「X（A计划）和Y（B方案）」: each topic stands before its document.
    if (lead.every((piece) => piece.length > 0) && (pieces.at(-1)?.length ?? 0) === 0) {
      return mentions.groups.map((ids, i) => ({
        label: title(ids),
        documentIds: ids,
        topic: lead[i]!,
        years: [],
      }));
    }
    const paired = before.length === 0 && pieces.every((piece) => piece.length > 0);
    return mentions.groups.map((ids, i) => ({
      label: title(ids),
      documentIds: ids,
      topic: paired ? pieces[i]! : ask.topic,
      years: [],
      ...(paired ? { text: texts[i]! } : {}),
    }));
  }
  const ends = years.flatMap((year) =>
    year.from === year.to || year.to - year.from > 15
      ? [year]
      : [
          { ...year, to: year.from },
          { ...year, from: year.to },
        ],
  );
  const targets = [...new Map(ends.map((year) => [year.to, year])).values()];
  if (
    mentions.groups.length === 0 &&
    targets.length >= 2 &&
    !years.some((year) => corpus.documents.some((document) => yearFit(document, year) === 6))
  ) {
    return targets.map((year) => {
      const fits = corpus.documents.map((document) => ({
        id: document.documentId,
        fit: yearFit(document, year) + (document.period?.to === year.to ? 2 : 0),
      }));
      const fitting = fits.filter((entry) => entry.fit > 0).map((entry) => entry.id);
      return { label: `${year.to}年`, documentIds: fitting, topic: ask.topic, years: [year.to] };
    });
  }
  const byPlace = findDocumentsByPlace(ask.text, corpus.documents);
  if (mentions.groups.length === 0 && byPlace.length >= 2) {
    const places = byPlace.map((group) => group.place);
    const topic = ask.topic.filter(
      (run) => !places.some((place) => run === place || run === `${place}市` || run === `${place}省`),
    );
    const texts = byPlace.map((group, i) => {
      const start = ask.text.indexOf(group.place);
      const next = byPlace[i + 1] ? ask.text.indexOf(byPlace[i + 1]!.place) : ask.text.length;
      return ask.text.slice(start + group.place.length, next).replace(/^[省市县区]/, '');
    });
    const pieces = texts.map((text) => readTopic(text, []));
    const isPaired = pieces.every((piece) => piece.length > 0);
    return byPlace.map((group, i) => ({
      label: group.place,
      documentIds: group.documentIds,
      topic: isPaired ? pieces[i]! : topic,
      years: [],
      ...(isPaired ? { text: texts[i]! } : {}),
    }));
  }
  const named = reading.documents.named;
  if (named.length >= 2)
    return named.map((id) => ({ label: title([id]), documentIds: [id], topic: ask.topic, years: [] }));
  const joined = joinedTopics(ask);
  if (joined !== null) {
    // 「X和Y，奖励分别是多少」: what stands behind both holds for both.
    const last = ask.topic.indexOf(joined.at(-1)!);
    const shared = ask.topic.slice(last + 1);
    return joined.map((run, i) => ({
      label: wholeRun(ask.text, joined[i - 1], run),
      documentIds: named,
      topic: [run, ...shared],
      years: [],
    }));
  }
  const { ranked } = await gatherEvidence(ask, context, { documentIds: [] });
  const least = 0.75 * (ranked[0]?.score ?? 1);
  const standing = ranked
    .filter((evidence) => evidence.score >= least)
    .map((evidence) => evidence.clause.documentId);
  const ids = [...new Set([...named, ...standing])].slice(0, Math.max(2, named.length));
  return ids
    .sort((a, b) => documentYear(corpus.documentById.get(a)) - documentYear(corpus.documentById.get(b)))
    .map((id) => ({ label: title([id]), documentIds: [id], topic: ask.topic, years: [] }));
}

/** 「冷库改造、渔船更新和码头清淤」: two runs or more that only joining words part; null where none are. */
export function joinedTopics(ask: Ask): string[] | null {
  let chain: string[] = [];
  for (let i = 0; i < ask.topic.length; i++) {
    const run = ask.topic[i]!;
    if (chain.length > 0 && isJoined(ask.text, chain.at(-1)!, run)) chain.push(run);
    else if (chain.length >= 2) break;
    else chain = [run];
  }
  return chain.length >= 2 ? chain : null;
}

const JOINT = /^(?:的?(?:那项|这项|那块|目标|任务|要求)?)?(?:和|与|跟|同|、|以及|还有|比)/;

/** As typed, with what the topic leaves out: 其他人员. */
function wholeRun(text: string, before: string | undefined, run: string): string {
  if (before === undefined) return run;
  const from = text.indexOf(before) + before.length;
  const joint = JOINT.exec(text.slice(from))?.[0] ?? '';
  return text.slice(from + joint.length, text.indexOf(run, from) + run.length);
}

function isJoined(text: string, before: string, after: string): boolean {
  const first = text.indexOf(before);
  const second = text.indexOf(after);
  if (first < 0 || second < 0) return false;
  const between = text.slice(first + before.length, second).replace(/[\s“”]+/g, '');
  return between.length <= 8 && JOINT.test(between);
}
