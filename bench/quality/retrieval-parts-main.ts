import path from 'node:path';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';
import { type CaseEvidence, forEachCaseEvidence } from './case-evidence.ts';
import { readQualityCases } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';
import { matchesGold } from './score-case.ts';

const USAGE = `npx tsx bench/quality/retrieval-parts-main.ts FILE.jsonl …
What each part of the search puts in front, for the questions about one thing (no lists, comparisons, follow-ups): the
message as typed by keywords, by vectors, by both; what the reading leaves of it, in the documents it names; reordered.`;

const FIRST = 4;
const LIMIT = 60;

/** Clause ids, best first. */
type Ranking = (found: CaseEvidence) => Promise<readonly string[]>;

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const typed =
  (parts: { keyword: boolean; vector: boolean }): Ranking =>
  async ({ testCase, context }) => {
    const { snapshot, embedder, scope } = context;
    const text = testCase.turns[0]!;
    const hits = await retrieveClauses({ text }, snapshot, embedder, { scope, limit: LIMIT, parts });
    return hits.map(({ clauseId }) => clauseId);
  };
const read =
  (parts: { keyword: boolean; vector: boolean }): Ranking =>
  async ({ ask, context }) => {
    const { snapshot, embedder, reading } = context;
    const { named } = reading.documents;
    const scope = named.length > 0 ? { ...context.scope, documentIds: named } : context.scope;
    const text = ask.topic.join(' ');
    const hits = await retrieveClauses({ text }, snapshot, embedder, { scope, limit: LIMIT, parts });
    return hits.map(({ clauseId }) => clauseId);
  };
const KEYWORD = { keyword: true, vector: false };
const VECTOR = { keyword: false, vector: true };
const BOTH = { keyword: true, vector: true };
const RANKINGS: readonly (readonly [string, Ranking])[] = [
  ['message as typed: keywords', typed(KEYWORD)],
  ['message as typed: vectors', typed(VECTOR)],
  ['message as typed: fused', typed(BOTH)],
  ['as read: keywords', read(KEYWORD)],
  ['as read: vectors', read(VECTOR)],
  ['as read: fused', read(BOTH)],
  ['as read, fused, reordered', async ({ ranked }) => ranked.map(({ clause }) => clause.clauseId)],
];
const first = new Map<string, boolean[]>();
const all = new Map<string, boolean[]>();
for (const file of files) {
  await forEachCaseEvidence(await readQualityCases(file), path.dirname(file), async (found) => {
    if (found.testCase.refuse || found.testCase.cite.length === 0) return;
    for (const [name, rank] of RANKINGS) {
      const ids = (await rank(found)).slice(0, FIRST);
      const { snapshot, scope, corpus } = found.context;
      const clauses = (await snapshot.clauses.getClauses(ids, scope.visibility)).flatMap((clause) =>
        clause
          ? [{ text: clause.text, sourceFile: corpus.documentById.get(clause.documentId)?.sourceFile ?? '' }]
          : [],
      );
      const { cite, cite_mode: mode } = found.testCase;
      const isHere = (gold: (typeof cite)[number]) => clauses.some((clause) => matchesGold(clause, gold));
      push(first, name, clauses[0] !== undefined && cite.some((gold) => matchesGold(clauses[0]!, gold)));
      push(all, name, mode === 'all' ? cite.every(isHere) : cite.some(isHere));
    }
  });
}
const rows = RANKINGS.map(([name]) => [name, share(first.get(name)!), share(all.get(name)!)]);
process.stdout.write(
  `${first.get(RANKINGS[0]![0])?.length ?? 0} questions\n` +
    `${renderTable(['ranking', 'a required clause first', `all required in the first ${FIRST}`], rows)}\n`,
);

function push(map: Map<string, boolean[]>, name: string, value: boolean): void {
  map.set(name, [...(map.get(name) ?? []), value]);
}

function share(values: readonly boolean[]): string {
  return percent(values.filter(Boolean).length / values.length);
}
