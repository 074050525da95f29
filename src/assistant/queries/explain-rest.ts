import { lastStepOf, type QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../../grammar/annotate-question.ts';
import { isArrangingWord } from '../../grammar/arranging-words.ts';
import type { Heading } from '../../grammar/find-headings.ts';
import { readSigns } from '../../grammar/structured/signs.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import { segmentWords } from '../../language/segmenter.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';
import type { QuerySource } from '../../queries/query-source.ts';
import { isChatWord } from '../../questions/chat-words.ts';
import { countWork } from '../../turns/work-budget.ts';

/** So much may be left over. */
const MOST_RUNS = 2;
const LONGEST_RUN = 8;
const STEPS_A_CLAUSE = 5;
/** Parts of speech that say what is done rather than with what. */
const VERBAL = /^(?:v|a|d|z|i|l)/u;
/** 承揽哪些: what stands before what is asked for is done to it. */
const BEFORE_OBJECT = /^(?:了|过|着|到)?(?:哪|什么|啥)/u;
/** 未部署, 没有提出: what is not said is no condition that the records hold. */
const NEGATED = /(?:[不未没][有曾再能被]?|无)$/u;

/**
 * Explains what is left over of a question that is structured otherwise (`ask`, read without it): verbs of arranging count for
 * nothing; what some of the clauses found carry, or what a heading names, becomes a condition. Null where the words say something that
 * the clauses found do not: then it is no question to the records.
 */
export async function explainRest(
  question: Annotated,
  ask: StructuredAsk,
  headings: readonly Heading[],
  source: QuerySource,
): Promise<StructuredAsk | null> {
  const { rest, text } = question;
  // 「要遵循哪几条原则」: what is done to the part that is named.
  if (ask.say === 'items' && rest.every((run) => isDoneTo(run, text))) return ask;
  if (rest.length > MOST_RUNS || rest.some((run) => run.length > LONGEST_RUN) || !isCore(question, ask))
    return null;
  const { sides } = await executeQuery({ ...ask.query, limit: null }, source);
  const matches = sides[0]!.matches;
  // Of a body that has none of the tasks asked for, none is about anything.
  if (matches.length === 0 && question.units.length > 0) return ask;
  const topics: string[] = [];
  for (const run of rest) {
    countWork(STEPS_A_CLAUSE * matches.length + headings.length);
    // 没写明谁牵头: what is not said is the condition itself.
    const isAbsence = ask.query.where?.unitCount?.to === 0 && isArrangingWord(run);
    const meaning = isAbsence ? 'nothing' : meaningOf(run, text, matches, headings);
    if (meaning === null) return null;
    if (meaning === 'topic') topics.push(run);
  }
  if (topics.length === 0) return ask;
  // The tasks of a body by topic are the form's, which weighs words instead of finding letters.
  if (ask.say === 'tasks' || topics.length > 1) return null;
  const where: QueryWhere = { ...ask.query.where, mentions: topics };
  return { ...ask, query: { ...ask.query, where } };
}

/** A body or document is named, or documents are asked for, and something is asked of them as such. */
function isCore(question: Annotated, { query, say }: StructuredAsk): boolean {
  const signs = readSigns(question);
  const isNamed = question.units.length + question.documentIds.length > 0 || query.find === 'documents';
  const asks = signs.has('which') || signs.has('count') || signs.has('order') || signs.has('most');
  const ofRecords = signs.target !== null || signs.roles.length > 0;
  return (
    isNamed &&
    asks &&
    ofRecords &&
    say !== 'items' &&
    say !== 'table' &&
    !query.compare &&
    !lastStepOf(query).then
  );
}

function isDoneTo(run: string, text: string): boolean {
  const at = text.indexOf(run);
  return (
    BEFORE_OBJECT.test(text.slice(at + run.length)) &&
    !NEGATED.test(text.slice(Math.max(0, at - 2), at)) &&
    segmentWords(run).every(({ tag }) => VERBAL.test(tag))
  );
}

function meaningOf(
  run: string,
  text: string,
  matches: readonly MatchedClause[],
  headings: readonly Heading[],
): 'nothing' | 'topic' | null {
  const carrying = matches.filter(({ clause }) => clause.text.includes(run)).length;
  const tells = carrying > 0 && carrying <= matches.length / 2;
  const isHeaded = headings.some(({ path }) => path.at(-1)?.includes(run));
  const words = segmentWords(run);
  const at = text.indexOf(run);
  if (NEGATED.test(text.slice(Math.max(0, at - 2), at))) return null;
  const saysNothing = words.every((word) => isChatWord(word.text) || isArrangingWord(word.text));
  if (!isHeaded && (saysNothing || isArrangingWord(run))) return 'nothing';
  const isVerbal =
    words.every(({ tag }) => VERBAL.test(tag)) || BEFORE_OBJECT.test(text.slice(at + run.length));
  if (isHeaded && isVerbal && !tells) return carrying > 0 ? 'nothing' : null;
  // A single character stands in too many words.
  return carrying > 0 && run.length > 1 ? 'topic' : null;
}
