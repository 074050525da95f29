import type { MappedText } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';

/** Where what is left of a source stretch stands in the clean text; `null` where nothing is left of it. */
export function locateInClean(mapped: MappedText, source: TextSpan): TextSpan | null {
  let start: number | null = null;
  let end = 0;
  for (const run of mapped.runs) {
    const runSourceEnd = run.sourceStart + run.sourceLength;
    if (runSourceEnd <= source.start || run.sourceStart >= source.end) continue;
    const lockstep = run.length === run.sourceLength;
    const from = lockstep ? run.start + Math.max(0, source.start - run.sourceStart) : run.start;
    start ??= from;
    end = lockstep ? run.start + Math.min(run.length, source.end - run.sourceStart) : run.start + run.length;
  }
  return start === null ? null : { start, end };
}
