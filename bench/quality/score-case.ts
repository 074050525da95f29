import type { Answer, Citation } from '../../src/domain/answer.ts';
import { UNIT_ROLES } from '../../src/domain/responsible-unit.ts';
import { foldText } from './fold-text.ts';
import type { CitationGold, QualityCase } from './quality-case.ts';

/** What the scorer reads of a reply. */
export type JudgedReply = Pick<Answer, 'answer' | 'refused'> & {
  readonly citations: readonly Pick<Citation, 'clauseId' | 'sourceFile' | 'text'>[];
  readonly responsibleUnits: readonly Pick<
    Answer['responsibleUnits'][number],
    'name' | 'role' | 'collective' | 'clauseId'
  >[];
};

/** True pairs found, pairs too many, pairs missed. */
export interface PairCounts {
  readonly hits: number;
  readonly extra: number;
  readonly missed: number;
}

/** null: the check does not apply to this case. */
export interface CaseChecks {
  readonly recall: boolean | null;
  readonly clean: boolean | null;
  readonly units: boolean | null;
  readonly answer: boolean | null;
  readonly refusal: boolean;
}

export interface CaseScore {
  readonly id: string;
  readonly kind: string;
  readonly refuse: boolean;
  readonly refused: boolean;
  readonly checks: CaseChecks;
  /** Every check that applies holds. */
  readonly whollyRight: boolean;
  readonly cited: number;
  /** Cited clauses that match `cite` or `also_ok`. */
  readonly citedRight: number;
  readonly goldCited: number;
  readonly goldTotal: number;
  readonly unitPairs: PairCounts | null;
  /** Answer length over the length of the cited sentences that hold the quotes; null when none was cited. */
  readonly lengthRatio: number | null;
  /** Whether the answer is a bare quotation; null without one. */
  readonly isBareQuote: boolean | null;
  /** What went wrong, one sentence each. */
  readonly failures: readonly string[];
}

/** How an answer begins whose clause is surer than the statement. */
const BARE_QUOTE = '原文：';

/** Judges the reply to a case's last turn; a reply of null (an error) cites nothing, names nothing and does not refuse. */
export function scoreCase(testCase: QualityCase, reply: JudgedReply | null): CaseScore {
  const citations = distinctClauses(reply?.citations ?? []);
  const found = testCase.cite.filter((gold) => citations.some((citation) => matchesGold(citation, gold)));
  const right = citations.filter((citation) =>
    [...testCase.cite, ...testCase.also_ok].some((gold) => matchesGold(citation, gold)),
  );
  const strays = citations.filter((citation) => !right.includes(citation));
  const refused = reply?.refused ?? false;
  const unitCheck = testCase.units === null ? null : checkUnits(testCase, reply, citations);
  const missingGroups = missingAnswerGroups(testCase, reply?.answer ?? '');
  const checks: CaseChecks = {
    recall: testCase.refuse
      ? null
      : testCase.cite_mode === 'all'
        ? found.length === testCase.cite.length
        : testCase.cite.length === 0 || found.length > 0,
    clean: testCase.refuse ? null : strays.length <= Math.max(1, Math.floor(citations.length / 5)),
    units: unitCheck && unitCheck.failures.length === 0,
    answer: testCase.answer_contains.length === 0 ? null : missingGroups.length === 0,
    refusal: testCase.refuse ? refused && citations.length === 0 : !refused,
  };
  const failures = [
    ...(reply === null ? ['no reply'] : []),
    ...(checks.refusal ? [] : [testCase.refuse ? 'answered, should refuse' : 'refused, should answer']),
    ...(checks.recall === false
      ? testCase.cite
          .filter((gold) => !found.includes(gold))
          .map((gold) => `not cited: ${gold.doc} ${gold.quote}`)
      : []),
    ...(checks.clean === false ? strays.map((stray) => `stray citation: ${stray.clauseId}`) : []),
    ...(unitCheck?.failures ?? []),
    ...missingGroups.map((group) => `answer lacks: ${group.join(' | ')}`),
  ];
  return {
    id: testCase.id,
    kind: testCase.kind,
    refuse: testCase.refuse,
    refused,
    checks,
    whollyRight: reply !== null && Object.values(checks).every((check) => check !== false),
    cited: citations.length,
    citedRight: right.length,
    goldCited: found.length,
    goldTotal: testCase.cite.length,
    unitPairs: unitCheck?.pairs ?? null,
    isBareQuote: reply === null || refused ? null : reply.answer.startsWith(BARE_QUOTE),
    lengthRatio: reply === null ? null : lengthRatio(reply.answer, testCase.cite, citations),
    failures,
  };
}

/** `sourceFile` begins with the entry's document and the clause's text contains its quote, both folded. */
export function matchesGold(
  citation: { readonly sourceFile: string; readonly text: string },
  gold: CitationGold,
): boolean {
  const file = citation.sourceFile.split(/[\\/]/).at(-1) ?? '';
  return file.startsWith(gold.doc) && foldText(citation.text).includes(foldText(gold.quote));
}

type JudgedCitation = JudgedReply['citations'][number];

function distinctClauses(citations: readonly JudgedCitation[]): JudgedCitation[] {
  return [...new Map(citations.map((citation) => [citation.clauseId, citation])).values()];
}

function checkUnits(
  testCase: QualityCase,
  reply: JudgedReply | null,
  citations: readonly JudgedCitation[],
): { readonly pairs: PairCounts; readonly failures: readonly string[] } {
  const asked = new Set(
    citations
      .filter((citation) => testCase.cite.some((gold) => matchesGold(citation, gold)))
      .map(({ clauseId }) => clauseId),
  );
  const named = (reply?.responsibleUnits ?? []).filter(
    ({ clauseId, collective }) => asked.has(clauseId) && !collective,
  );
  const failures: string[] = [];
  let hits = 0;
  let extra = 0;
  let missed = 0;
  for (const role of UNIT_ROLES) {
    const gold = testCase.units?.[role];
    if (gold === undefined) continue;
    const expected = new Map(gold.map((name) => [foldText(name), name]));
    const got = new Map(named.filter((unit) => unit.role === role).map(({ name }) => [foldText(name), name]));
    const missing = [...expected].filter(([key]) => !got.has(key)).map(([, name]) => name);
    const surplus = [...got].filter(([key]) => !expected.has(key)).map(([, name]) => name);
    hits += expected.size - missing.length;
    extra += surplus.length;
    missed += missing.length;
    if (missing.length > 0) failures.push(`${role} lacks: ${missing.join('、')}`);
    if (surplus.length > 0) failures.push(`${role} too many: ${surplus.join('、')}`);
  }
  return { pairs: { hits, extra, missed }, failures };
}

function missingAnswerGroups(testCase: QualityCase, answer: string): string[][] {
  const folded = foldText(answer);
  return testCase.answer_contains.filter(
    (group) => !group.some((wanted) => folded.includes(foldText(wanted))),
  );
}

/** The sentence around each cited quote, up to 。；！？ or the line's end, is what a short answer would hold. */
function lengthRatio(
  answer: string,
  cite: readonly CitationGold[],
  citations: readonly JudgedCitation[],
): number | null {
  let gold = 0;
  for (const entry of cite) {
    const citation = citations.find((candidate) => matchesGold(candidate, entry));
    const quote = foldText(entry.quote);
    const sentences = citation?.text.split(/(?<=[。；！？\n])/) ?? [];
    const sentence =
      sentences.find((text) => foldText(text).includes(quote)) ?? (citation ? entry.quote : '');
    gold += foldText(sentence).length;
  }
  return gold === 0 ? null : foldText(answer).length / gold;
}
