import { lastStepOf, type QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../../grammar/annotate-question.ts';
import type { Heading } from '../../grammar/find-headings.ts';
import { readSigns, type StructuredAsk } from '../../grammar/read-structured.ts';
import { segmentWords } from '../../language/segmenter.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';
import type { QuerySource } from '../../queries/query-source.ts';
import { isChatWord } from '../../questions/chat-words.ts';
import { countWork } from '../../turns/work-budget.ts';

/** So much may be left over. */
const MOST_RUNS = 2;
const LONGEST_RUN = 8;
/** A verb that so many clauses carry, and no more than half of them, tells them apart. */
const SEVERAL = 2;
const STEPS_A_CLAUSE = 5;
/** Parts of speech that say what is done rather than with what. */
const VERBAL = /^(?:v|a|d|z|i|l)/u;
/** 承揽哪些: what stands before what is asked for is done to it; 部署了多少, 拆成多少: it is but counted. */
const BEFORE_OBJECT = /^(?:了|过|着|到)?(?:哪|什么|啥)/u;
const BEFORE_COUNT = /^(?:了|过|着|到)?(?:多少|几)/u;

/**
 * Explains what is left over of a question that is structured otherwise (`ask`, read without it): words of doing that cannot tell the
 * clauses found apart count for nothing; a topic that some of them carry, or that a heading names, becomes a condition. Null where the
 * words say something that the clauses found do not: then it is no question to the records.
 */
export async function explainRest(
  question: Annotated,
  ask: StructuredAsk,
  headings: readonly Heading[],
  source: QuerySource,
): Promise<StructuredAsk | null> {
  const { rest, text } = question;
  if (rest.length > MOST_RUNS || rest.some((run) => run.length > LONGEST_RUN) || !isCore(question, ask))
    return null;
  const { sides } = await executeQuery({ ...ask.query, limit: null }, source);
  const matches = sides[0]!.matches;
  const topics: string[] = [];
  for (const run of rest) {
    countWork(STEPS_A_CLAUSE * matches.length + headings.length);
    const meaning = meaningOf(run, text, matches, headings);
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
  const behind = text.slice(text.indexOf(run) + run.length);
  if (!isHeaded && (BEFORE_COUNT.test(behind) || words.every((word) => isChatWord(word.text))))
    return 'nothing';
  const isVerbal = words.every(({ tag }) => VERBAL.test(tag)) || BEFORE_OBJECT.test(behind);
  if (!isVerbal) return carrying > 0 ? 'topic' : null;
  if (isHeaded) return tells ? 'topic' : carrying > 0 ? 'nothing' : null;
  return tells && carrying >= SEVERAL ? 'topic' : 'nothing';
}
