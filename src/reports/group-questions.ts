import { literalTerms, normaliseForTerms } from '../language/words.ts';

/** What questions of every subject have in common. */
const ASKING =
  /请问|告诉我|由谁|谁来|是谁|谁|哪[个些家里儿几]?|什么|多少|几个|如何|怎么样?|怎样|是否|是不是|有没有|能不能|可不可以|什么时候|何时|为什么|负责|牵头|配合|责任|单位|部门|关于|需要|应该?|可以|[的了吗呢吧啊和与是有在要]/gu;

/** Share of two questions' terms from which on they ask about the same. */
const ALIKE = 0.5;

export interface CountedQuestion {
  readonly question: string;
  readonly count: number;
}

/**
 * Questions by what they ask about: each joins the group whose first question is most like it, or begins one; more often asked ones
 * first. In a group the one that is most like the others comes first. The same questions give the same groups in whatever order.
 */
export function groupQuestions<Question extends CountedQuestion>(
  questions: readonly Question[],
): Question[][] {
  const sorted = [...questions].sort((a, b) => b.count - a.count || compare(a.question, b.question));
  const groups: Entry<Question>[][] = [];
  /** Groups by the terms of their first question, so that only those with a common term are compared. */
  const byTerm = new Map<string, number[]>();
  for (const item of sorted) {
    const entry = { item, terms: termsOf(item.question) };
    const found = mostLike(entry, groups, byTerm);
    if (found) {
      found.push(entry);
      continue;
    }
    for (const term of entry.terms) byTerm.set(term, [...(byTerm.get(term) ?? []), groups.length]);
    groups.push([entry]);
  }
  return groups.map((group) => centralFirst(group).map(({ item }) => item));
}

interface Entry<Question> {
  readonly item: Question;
  readonly terms: ReadonlySet<string>;
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

function mostLike<Question>(
  entry: Entry<Question>,
  groups: readonly Entry<Question>[][],
  byTerm: ReadonlyMap<string, readonly number[]>,
): Entry<Question>[] | null {
  let best: { readonly group: Entry<Question>[]; readonly likeness: number } | null = null;
  const near = new Set([...entry.terms].flatMap((term) => byTerm.get(term) ?? []));
  for (const place of [...near].sort((a, b) => a - b)) {
    const group = groups[place]!;
    const likeness = likenessOf(entry.terms, group[0]!.terms);
    if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { group, likeness };
  }
  return best?.group ?? null;
}

/** Dice's coefficient, 0 … 1. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const term of one) if (other.has(term)) common++;
  return (2 * common) / (one.size + other.size);
}

/** Of a very large group only the most asked are weighed against each other. */
const MOST_WEIGHED = 200;

function centralFirst<Question extends CountedQuestion>(
  group: readonly Entry<Question>[],
): Entry<Question>[] {
  const weighed = group.slice(0, MOST_WEIGHED);
  const centrality = (entry: Entry<Question>) =>
    weighed.reduce((sum, other) => sum + other.item.count * likenessOf(entry.terms, other.terms), 0);
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
