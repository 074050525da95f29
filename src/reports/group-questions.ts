import { literalTerms, normaliseForTerms } from '../language/words.ts';

/** What questions of every subject have in common. */
const ASKING =
  /请问|告诉我|由谁|谁来|是谁|谁|哪[个些家里儿几]?|什么|多少|几个|如何|怎么样?|怎样|是否|是不是|有没有|能不能|可不可以|什么时候|何时|为什么|负责|牵头|配合|责任|单位|部门|关于|需要|应该?|可以|[的了吗呢吧啊和与是有在要]/gu;

/** Share of the weight of two questions' terms from which on they ask about the same. */
const ALIKE = 0.5;

export interface CountedQuestion {
  readonly question: string;
  readonly count: number;
}

/**
 * Questions by what they ask about: each joins the group whose first question is most like it, or begins one; more often asked ones
 * first. Words that many of the questions share (the name of a document) count for little. In a group the one that is most like the
 * others comes first. The same questions give the same groups in whatever order.
 */
export function groupQuestions<Question extends CountedQuestion>(
  questions: readonly Question[],
): Question[][] {
  const sorted = [...questions].sort((a, b) => b.count - a.count || compare(a.question, b.question));
  const entries = weighTerms(sorted);
  const groups: Entry<Question>[][] = [];
  /** Groups by the terms of their first question. */
  const byTerm = new Map<string, number[]>();
  for (const entry of entries) {
    const found = mostLike(entry, groups, byTerm);
    if (found) {
      found.push(entry);
      continue;
    }
    for (const term of entry.terms.keys()) {
      const places = byTerm.get(term);
      if (places) places.push(groups.length);
      else byTerm.set(term, [groups.length]);
    }
    groups.push([entry]);
  }
  return groups.map((group) => centralFirst(group).map(({ item }) => item));
}

interface Entry<Question> {
  readonly item: Question;
  /** Terms with their weights. */
  readonly terms: ReadonlyMap<string, number>;
  readonly weight: number;
}

/** A term weighs the more the fewer questions have it. */
function weighTerms<Question extends CountedQuestion>(questions: readonly Question[]): Entry<Question>[] {
  const all = questions.map((item) => ({ item, terms: termsOf(item.question) }));
  const having = new Map<string, number>();
  for (const { terms } of all) for (const term of terms) having.set(term, (having.get(term) ?? 0) + 1);
  return all.map(({ item, terms }) => {
    const weighed = new Map(
      [...terms].map((term) => [term, Math.log(1 + questions.length / having.get(term)!)]),
    );
    const weight = [...weighed.values()].reduce((sum, each) => sum + each, 0);
    return { item, terms: weighed, weight };
  });
}

function termsOf(question: string): ReadonlySet<string> {
  const normal = normaliseForTerms(question);
  const terms = normal
    .replace(ASKING, ' ')
    .split(/\s+/u)
    .flatMap((part) => literalTerms(part));
  // 「谁负责？」 asks about nothing: alike is only what is the same.
  return new Set(terms.length > 0 ? terms : [normal]);
}

/** Only groups with a common term are looked at; the first of those that are equally like. */
function mostLike<Question>(
  entry: Entry<Question>,
  groups: readonly Entry<Question>[][],
  byTerm: ReadonlyMap<string, readonly number[]>,
): Entry<Question>[] | null {
  const common = new Map<number, number>();
  for (const [term, weight] of entry.terms) {
    for (const place of byTerm.get(term) ?? []) common.set(place, (common.get(place) ?? 0) + weight);
  }
  let best: number | null = null;
  let most = ALIKE;
  for (const [place, weight] of common) {
    const likeness = (2 * weight) / (entry.weight + groups[place]![0]!.weight);
    if (likeness < most || (likeness === most && best !== null && best < place)) continue;
    [best, most] = [place, likeness];
  }
  return best === null ? null : groups[best]!;
}

/** Dice's coefficient over weights, 0 … 1. */
function likenessOf<Question>(one: Entry<Question>, other: Entry<Question>): number {
  let common = 0;
  for (const [term, weight] of one.terms) if (other.terms.has(term)) common += weight;
  return (2 * common) / (one.weight + other.weight);
}

/** Of a very large group only the most asked are weighed against each other. */
const MOST_WEIGHED = 200;

function centralFirst<Question extends CountedQuestion>(
  group: readonly Entry<Question>[],
): Entry<Question>[] {
  const weighed = group.slice(0, MOST_WEIGHED);
  const centrality = (entry: Entry<Question>) =>
    weighed.reduce((sum, other) => sum + other.item.count * likenessOf(entry, other), 0);
  let central = weighed[0]!;
  let most = centrality(central);
  for (const entry of weighed.slice(1)) {
    const own = centrality(entry);
    if (own > most) [central, most] = [entry, own];
  }
  return [central, ...group.filter((entry) => entry !== central)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
