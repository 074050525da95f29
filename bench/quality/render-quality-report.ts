import { percent, renderTable } from './render-table.ts';
import type { CaseScore } from './score-case.ts';
import type { QualitySummary, Share } from './summarize-scores.ts';

/** A table by kind, the interval of the main figure, timings, and every case that is not wholly right with its reasons. */
export function renderQualityReport(
  overall: QualitySummary,
  byKind: ReadonlyMap<string, QualitySummary>,
  scores: readonly CaseScore[],
  timings: { readonly p50Ms: number | null; readonly p99Ms: number | null },
  baseline: { readonly chunks: Share; readonly answers: Share } | null = null,
): string {
  const head = [
    'kind',
    'cases',
    'right',
    'recall',
    'prec.',
    'clean',
    'units',
    'unitF1',
    'answer',
    'false ans.',
    'false ref.',
    'length',
  ];
  const rows = [...byKind, ['all', overall] as const].map(([kind, s]) => [
    kind,
    String(s.cases),
    percent(s.whollyRight.value),
    percent(s.citationRecall.value),
    percent(s.citationPrecision.value),
    percent(s.citationClean.value),
    percent(s.unitExact.value),
    percent(s.unitF1),
    percent(s.answerHit.value),
    counts(s.falseAnswers),
    counts(s.falseRefusals),
    s.answerLength === null ? '–' : s.answerLength.toFixed(1),
  ]);
  const { interval } = overall.whollyRight;
  const lines = scores
    .filter(({ whollyRight }) => !whollyRight)
    .map(({ id, failures }) => `  ${id}: ${failures.join(' · ')}`);
  return [
    ...(lines.length > 0 ? ['Not wholly right:', ...lines, ''] : []),
    renderTable(head, rows),
    '',
    `Wholly right ${counts(overall.whollyRight)} = ${percent(overall.whollyRight.value)} % ` +
      `(95 % interval ${percent(interval.low)}–${percent(interval.high)}); ` +
      `refusal accuracy ${percent(overall.refusalAccuracy.value)} %; ` +
      `lists: recall ${percent(overall.listRecall.value)} %, precision ${percent(overall.listPrecision.value)} %; ` +
      `bare quotations ${counts(overall.bareQuotes)}; ` +
      `one answer over HTTP p50 ${milliseconds(timings.p50Ms)}, p99 ${milliseconds(timings.p99Ms)}`,
    ...(baseline ? [baselineLine(baseline)] : []),
  ].join('\n');
}

function baselineLine({ chunks, answers }: { readonly chunks: Share; readonly answers: Share }): string {
  return (
    `Required clauses present: in the first 4 blind 500-character chunks of the same keyword engine ` +
    `${counts(chunks)} = ${percent(chunks.value)} %; cited in the answers ${counts(answers)} = ${percent(answers.value)} %`
  );
}

function counts({ hits, total }: Share): string {
  return total === 0 ? '–' : `${hits}/${total}`;
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} ms`;
}
