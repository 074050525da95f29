import type { MappedText, SourceRun } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';

/** Where what is left of a source stretch stands in the clean text; `null` where nothing is left of it. */
export function locateInClean(mapped: MappedText, source: TextSpan): TextSpan | null {
  let start: number | null = null;
  let end = 0;
  for (let i = findFirstRun(mapped.runs, source.start); i < mapped.runs.length; i++) {
    const run = mapped.runs[i]!;
    if (run.sourceStart >= source.end) break;
    const lockstep = run.length === run.sourceLength;
    start ??= lockstep ? run.start + Math.max(0, source.start - run.sourceStart) : run.start;
    end = lockstep ? run.start + Math.min(run.length, source.end - run.sourceStart) : run.start + run.length;
  }
  return start === null ? null : { start, end };
}

/** Index of the first run whose source reaches beyond `offset`; cleaning never reorders, so runs ascend in the source too. */
function findFirstRun(runs: readonly SourceRun[], offset: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle]!;
    if (run.sourceStart + run.sourceLength <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
