import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';

/** Least share of the topic that the clause must carry. */
const LEAST_COVERAGE = 0.45;
/** A lighter last word (产业, 建设) is not a topic's head. */
const HEAD_WEIGHT = 0.4;
/** Least share where the question names several things. */
const LEAST_OF_SEVERAL = 0.38;
/** From this share of the topic's weight on a compound is what it is about. */
const LARGE_SHARE = 0.4;
/** A run of this weight that the clause carries makes up for one that it does not. */
const LARGE_RUN = 0.6;
/** What a run of unknown words weighs beside others. */
const FOREIGN_SHARE = 0.25;
/** Least weight that must be carried outright: about one rare word. */
const LEAST_CARRIED = 0.8;
/** Most of the topic's weight that may be missing altogether: words that stand neither in the clause nor above it. */
const MOST_MISSING = 0.5;

/**
 * Whether a clause carries enough of what is asked to answer from it. Runs of the question are judged one by one: a run
 * that no clause knows anything of (「码头那边」) is how people talk and weighs little beside runs that the clause carries; a
 * run of other clauses' words weighs in full.
 */
export function carriesTopic(
  evidence: Evidence,
  topic: WeighedTopic,
  headNoun = '',
  asksForUnits = false,
): boolean {
  if (topic.total === 0) return false;
  if (!holdsNoun(evidence, topic, headNoun)) return false;
  if (asksForUnits && isRunTitled(evidence, topic)) return true;
  if (isTitleAsked(evidence, topic) || isTitleQuoted(evidence, topic)) return true;
  if (!holdsHead(evidence, topic) || missesCompound(evidence, topic)) return false;
  // Several runs that together point at one clause: people say most of it in their own words.
  if (topic.runs.length >= 2 && evidence.coverage >= LEAST_OF_SEVERAL && pointsTogether(evidence, topic))
    return true;
  if (evidence.coverage >= LEAST_COVERAGE && missingShare(evidence, topic) <= MOST_MISSING) return true;
  const text = `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`;
  let carried = 0;
  let asked = 0;
  topic.runs.forEach((_, i) => {
    const words = topic.words.filter((word) => word.run === i);
    const weight = words.reduce((sum, word) => sum + word.weight, 0);
    if (weight === 0) return;
    const covered = words.reduce((sum, word) => sum + word.weight * coverWord(word, text), 0);
    const isForeign = words.every((word) => word.isUnknown) && covered === 0;
    carried += covered;
    asked += weight * (isForeign ? FOREIGN_SHARE : 1);
  });
  return carried >= LEAST_CARRIED && carried / asked >= 0.5;
}

/** 「粮仓的设计方是谁」: the noun asked for must stand there, whatever else does. */
function holdsNoun(evidence: Evidence, topic: WeighedTopic, noun: string): boolean {
  if (noun === '') return true;
  const last = topic.words.filter((word) => noun.toLowerCase().includes(word.text)).at(-1);
  return (
    last === undefined ||
    coverWord(last, `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`) >= 0.4
  );
}

/** A title of some length stands in the question word for word. */
function isTitleQuoted(evidence: Evidence, topic: WeighedTopic): boolean {
  const title = evidence.view.title.replace(
    /^(?:推进|加快|加强|打造|建设|发展|推动|提升|完善|实施|强化)/u,
    '',
  );
  return title.length >= 6 && topic.runs.some((run) => run.toLowerCase().includes(title));
}

/** 「渔港清淤由谁负责」: a topic of one run is about its last word; a clause on 渔港 alone does not answer. */
function holdsHead(evidence: Evidence, topic: WeighedTopic): boolean {
  if (topic.runs.length !== 1) return true;
  const head = topic.words.at(-1);
  if (!head || head.weight < HEAD_WEIGHT) return true;
  return coverWord(head, `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`) >= 0.4;
}

/** Share of the topic's weight whose words are not found in the clause, its title and its headings. */
export function missingShare(evidence: Evidence, topic: WeighedTopic): number {
  if (topic.total === 0) return 1;
  const text = `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`;
  let missing = 0;
  for (const word of topic.words) if (coverWord(word, text) < 0.4) missing += word.weight;
  return missing / topic.total;
}

/**
 * 「粮仓外头的积水归谁管」 and a clause titled 治理积水: the question ends on the title's own word, and nothing of the title is
 * left unasked.
 */
function isTitleAsked(evidence: Evidence, topic: WeighedTopic): boolean {
  const head = topic.words.at(-1);
  if (!head || head.weight < 0.4 || coverWord(head, evidence.view.title) < 0.9) return false;
  return evidence.titleFit > 0 && evidence.titleExplained >= 0.99 && evidence.coverage >= 0.3;
}

/**
 * Whether the runs of a question may be answered in part: not where one joins a word that no clause knows to others
 * (冰雪渔业), nor where the weightiest run is missed altogether.
 */
function pointsTogether(evidence: Evidence, topic: WeighedTopic): boolean {
  const text = `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`;
  const runs = topic.runs.map((_, i) => {
    const words = topic.words.filter((word) => word.run === i);
    const weight = words.reduce((sum, word) => sum + word.weight, 0);
    const covered = words.reduce((sum, word) => sum + word.weight * coverWord(word, text), 0);
    const unknown = words.reduce(
      (sum, word) => sum + (word.isUnknown && coverWord(word, text) < 0.4 ? word.weight : 0),
      0,
    );
    return {
      weight,
      covered,
      unknown,
      isMixed: words.some((word) => !word.isUnknown) && unknown >= weight / 2,
    };
  });
  const known = runs.filter((run) => run.unknown < run.weight);
  const heaviest = [...known].sort((a, b) => b.weight - a.weight)[0];
  return (
    heaviest !== undefined && heaviest.covered >= 0.3 * heaviest.weight && !runs.some((run) => run.isMixed)
  );
}

/** Who is asked of a run that is a clause's title word for word: whatever else is said around it. */
function isRunTitled(evidence: Evidence, topic: WeighedTopic): boolean {
  const bare = (text: string) =>
    text.toLowerCase().replace(/^(?:推进|加快|发展|建设|打造|推动)|(?:建设|发展|产业|工作|方面)$/gu, '');
  const title = bare(evidence.view.title);
  return title.length >= 3 && topic.runs.some((run) => bare(run) === title);
}

/**
 * 「冰雪渔业」: a compound whose first half no clause knows is what the question is about when it makes up a good part of it;
 * what stands there of 渔业 does not answer.
 */
function missesCompound(evidence: Evidence, topic: WeighedTopic): boolean {
  const text = `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`;
  const carriesAnother = (own: number) =>
    topic.runs.some((_, i) => {
      const words = topic.words.filter(
        (word) => word.run === i && coverWord(word, evidence.documentNames) < 0.75,
      );
      const weight = words.reduce((sum, word) => sum + word.weight, 0);
      const covered = words.reduce((sum, word) => sum + word.weight * coverWord(word, text), 0);
      return i !== own && weight >= LARGE_RUN && covered >= 0.7 * weight;
    });
  return topic.runs.some((run, i) => {
    const words = topic.words.filter((word) => word.run === i);
    const [first, ...rest] = words;
    if (!first || rest.length === 0 || run.length > 8) return false;
    const weight = words.reduce((sum, word) => sum + word.weight, 0);
    const isUnknown = first.isUnknown && coverWord(first, text) < 0.4;
    const isCompound = rest.some((word) => !word.isUnknown && coverWord(word, text) >= 0.75);
    return (
      isUnknown &&
      isCompound &&
      first.weight >= weight * 0.4 &&
      weight >= topic.total * LARGE_SHARE &&
      !carriesAnother(i)
    );
  });
}
