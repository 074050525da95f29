import type { TextSpan } from './text-span.ts';

/**
 * Text that remembers where each of its characters stood in the source. Cleaning, joining hard-wrapped lines and
 * cutting clauses all work on this shape, so that any run of clean text can be shown as the exact original slice.
 */
export interface MappedText {
  readonly text: string;
  /** Ordered by `start`; together they cover `text` without gaps. */
  readonly runs: readonly SourceRun[];
}

/**
 * One stretch of text and the stretch of source it came from. Where both have the same length they advance together,
 * character by character; where they differ (a replaced word) the stretch is one indivisible piece.
 */
export interface SourceRun {
  readonly start: number;
  readonly length: number;
  readonly sourceStart: number;
  readonly sourceLength: number;
}

/** Replaces `text[start, end)`; an empty replacement deletes. */
export interface TextEdit extends TextSpan {
  readonly replacement: string;
}

const EMPTY: MappedText = { text: '', runs: [] };

/** The source itself, every character mapped to its own place. */
export function mapWholeText(text: string): MappedText {
  return text === ''
    ? EMPTY
    : { text, runs: [{ start: 0, length: text.length, sourceStart: 0, sourceLength: text.length }] };
}

/** `mapped.text.slice(start, end)` with its map. An indivisible run that is cut keeps its whole source stretch. */
export function sliceMapped(mapped: MappedText, start: number, end: number = mapped.text.length): MappedText {
  if (start >= end) return EMPTY;
  const runs: SourceRun[] = [];
  for (let i = findRun(mapped.runs, start); i < mapped.runs.length; i++) {
    const run = mapped.runs[i]!;
    if (run.start >= end) break;
    const from = Math.max(run.start, start);
    const to = Math.min(run.start + run.length, end);
    const lockstep = run.length === run.sourceLength;
    runs.push({
      start: from - start,
      length: to - from,
      sourceStart: lockstep ? run.sourceStart + (from - run.start) : run.sourceStart,
      sourceLength: lockstep ? to - from : run.sourceLength,
    });
  }
  return { text: mapped.text.slice(start, end), runs };
}

export function concatMapped(parts: readonly MappedText[]): MappedText {
  const runs: SourceRun[] = [];
  let text = '';
  for (const part of parts) {
    for (const run of part.runs) pushRun(runs, { ...run, start: run.start + text.length });
    text += part.text;
  }
  return { text, runs };
}

/** Applies non-overlapping edits, given in any order. A replacement is mapped to the source of what it replaces. */
export function editMapped(mapped: MappedText, edits: readonly TextEdit[]): MappedText {
  if (edits.length === 0) return mapped;
  const parts: MappedText[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < at) throw new RangeError(`overlapping edit at ${edit.start}`);
    parts.push(sliceMapped(mapped, at, edit.start));
    if (edit.replacement !== '') {
      const source = sourceSpanOf(mapped, edit);
      parts.push({
        text: edit.replacement,
        runs: [
          {
            start: 0,
            length: edit.replacement.length,
            sourceStart: source.start,
            sourceLength: source.end - source.start,
          },
        ],
      });
    }
    at = edit.end;
  }
  parts.push(sliceMapped(mapped, at));
  return concatMapped(parts);
}

/** The source stretch from the first to the last character of `span`, whatever was removed between included. */
export function sourceSpanOf(mapped: MappedText, span: TextSpan): TextSpan {
  if (span.start >= span.end) {
    const at = sourceOffsetOf(mapped, span.start);
    return { start: at, end: at };
  }
  const first = mapped.runs[findRun(mapped.runs, span.start)];
  const last = mapped.runs[findRun(mapped.runs, span.end - 1)];
  if (!first || !last) throw new RangeError(`span ${span.start}-${span.end} is outside the text`);
  const start =
    first.length === first.sourceLength ? first.sourceStart + (span.start - first.start) : first.sourceStart;
  const end =
    last.length === last.sourceLength
      ? last.sourceStart + (span.end - last.start)
      : last.sourceStart + last.sourceLength;
  return { start, end };
}

function sourceOffsetOf(mapped: MappedText, at: number): number {
  const run = mapped.runs[findRun(mapped.runs, at)] ?? mapped.runs.at(-1);
  if (!run) return 0;
  const inside = Math.min(at - run.start, run.length);
  return run.length === run.sourceLength
    ? run.sourceStart + inside
    : run.sourceStart + (inside > 0 ? run.sourceLength : 0);
}

/** Index of the run that holds position `at` (binary search); `runs.length` when past the end. */
function findRun(runs: readonly SourceRun[], at: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle]!;
    if (run.start + run.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Appends, merging with the run before it where both advance together without a gap. */
function pushRun(runs: SourceRun[], next: SourceRun): void {
  const last = runs.at(-1);
  if (
    last &&
    last.length === last.sourceLength &&
    next.length === next.sourceLength &&
    last.sourceStart + last.sourceLength === next.sourceStart
  ) {
    runs[runs.length - 1] = {
      ...last,
      length: last.length + next.length,
      sourceLength: last.sourceLength + next.sourceLength,
    };
  } else {
    runs.push(next);
  }
}
