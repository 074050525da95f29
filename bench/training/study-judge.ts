import { type JudgeModel, judgeClauses } from '../../src/judging/judge-clauses.ts';
import { drawRisk, fitClauses, type JudgedRow } from './fit-judge.ts';
import type { QuestionRow } from './question-rows.ts';

/** What is left of a judge when it is made otherwise, on questions about documents that it has not seen. */
export interface StudyPoint {
  readonly name: string;
  /** Questions that it was fitted on. */
  readonly fitted: number;
  /** Shares of the answerable ones: the right clause chosen; answered right at two rates of false answers. */
  readonly chosen: number;
  readonly rightAt25: number;
  readonly rightAt10: number;
}

/** Features that say the same kind of thing, by how their names begin. */
const FEATURE_GROUPS: Readonly<Record<string, RegExp>> = {
  search: /^(?:search|isFirst)/,
  'cover of clause and headings': /^(?:cover|gap|missed$|missedNames|carried|run$)/,
  'cover of a sentence': /^sentence/,
  title: /^title/,
  length: /^(?:length|messageLength)/,
  'measure words': /^measure/,
  'kinds of fact': /(?:Near|Lacking|Asked)$/,
  'similarity of the sentence model': /^similarity/,
  'proposal of the form': /^(?:proposed|confidence|missed-|missedHere|missedFactHere)/,
  units: /^unit/,
  'documents, places, the turn before': /^(?:document|inFocus|placesElsewhere)/,
};

/** One document of five is left out; the others are fitted on, all of them and ever fewer. */
export function drawLearningCurve(rows: readonly QuestionRow[]): StudyPoint[] {
  const { fitted, left } = splitByDocument(rows);
  const groups = [...new Set(fitted.map(({ group }) => group))].sort();
  return [0.125, 0.25, 0.5, 1].map((share) => {
    const taken = new Set(groups.filter((_, i) => Math.floor(i * share) !== Math.floor((i + 1) * share)));
    const some = fitted.filter(({ group }) => taken.has(group));
    return measure(`${taken.size} documents`, some, left);
  });
}

/** The same split, without one group of features at a time. */
export function ablateFeatures(rows: readonly QuestionRow[]): StudyPoint[] {
  const { fitted, left } = splitByDocument(rows);
  const without = (one: readonly QuestionRow[], pattern: RegExp) =>
    one.map((row) => ({
      ...row,
      candidates: row.candidates.map((candidate) => ({
        ...candidate,
        features: Object.fromEntries(
          Object.entries(candidate.features).filter(([name]) => !pattern.test(name)),
        ),
      })),
    }));
  return [
    measure('all features', fitted, left),
    ...Object.entries(FEATURE_GROUPS).map(([name, pattern]) =>
      measure(`without ${name}`, without(fitted, pattern), without(left, pattern)),
    ),
  ];
}

/** In tenths of support: how many questions were judged so, and for how many of them the chosen clause answers. */
export function drawCalibration(
  judged: readonly JudgedRow[],
): { readonly from: number; readonly count: number; readonly right: number }[] {
  return Array.from({ length: 10 }, (_, i) => {
    const some = judged.filter(({ support }) => Math.min(9, Math.floor(support * 10)) === i);
    return { from: i / 10, count: some.length, right: some.filter(({ isRight }) => isRight).length };
  });
}

function splitByDocument(rows: readonly QuestionRow[]) {
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  const out = new Set(groups.filter((_, i) => i % 5 === 0));
  return {
    fitted: rows.filter(({ group }) => !out.has(group)),
    left: rows.filter(({ group }) => out.has(group)),
  };
}

function measure(name: string, fitted: readonly QuestionRow[], left: readonly QuestionRow[]): StudyPoint {
  const model = fitClauses(fitted);
  const judged = left.map((row) => judge(row, model));
  const answerable = judged.filter(({ row }) => row.isAnswerable);
  const [at25, at10] = drawRisk(judged, [0.25, 0.1]);
  const share = (count: number) => count / Math.max(1, answerable.length);
  return {
    name,
    fitted: fitted.length,
    chosen: share(answerable.filter(({ isRight }) => isRight).length),
    rightAt25: share(at25!.right),
    rightAt10: share(at10!.right),
  };
}

function judge(row: QuestionRow, model: Pick<JudgeModel, 'bias' | 'weights'>): JudgedRow {
  const judgement = judgeClauses(
    row.candidates.map(({ features }) => features),
    model,
  );
  const { best, support } = judgement;
  return { row, judgement, support, isRight: row.candidates[best]?.isRight ?? false };
}
