import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { PrintedPlace } from '../../src/domain/printed-fact.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';

/** A sentence of a line, its closing mark included. */
export interface Sentence extends TextSpan {
  readonly text: string;
  readonly line: LogicalLine;
  /** Position of the line in the document. */
  readonly at: number;
}

/** Sentences longer than this are read by their beginning. */
const LONGEST = 2_000;

/** The sentences of lines, in order; a semicolon ends one too. */
export function* sentencesOf(lines: readonly LogicalLine[]): Generator<Sentence> {
  for (const [at, line] of lines.entries())
    for (const match of line.text.matchAll(/[^。；;！？]+[。；;！？]?/gu)) {
      const text = match[0].trim().slice(0, LONGEST);
      const start = match.index + (match[0].length - match[0].trimStart().length);
      if (text !== '') yield { text, line, at, start, end: start + text.length };
    }
}

/** The sentence as the place that a fact rests on. */
export function placeOf({ line, start, end, text }: Sentence): PrintedPlace {
  return { printed: text, span: sourceSpanOf(line.mapped, { start, end }) };
}
