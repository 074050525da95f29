import type { LogicalLine } from './logical-line.ts';
import { type NumberToken, readNumber } from './numbering.ts';

/** The first number behind a line that is not deeper than a rank; null where there is none before the next barrier. */
export type NumbersAhead = (at: number, rank: number) => NumberToken | null;

/** Looks ahead in the outline in constant time: every number knows the next one that is less deep. */
export function createNumbersAhead(
  lines: readonly LogicalLine[],
  isBarrier: (line: LogicalLine) => boolean,
): NumbersAhead {
  const tokens: (NumberToken | null)[] = [];
  const ranks: number[] = [];
  lines.forEach((line) => {
    const ends = isBarrier(line);
    const token = ends ? null : readNumber(line.text);
    tokens.push(token);
    ranks.push(ends ? Number.NEGATIVE_INFINITY : (token?.rank ?? Number.POSITIVE_INFINITY));
  });
  const lessDeep: number[] = [];
  for (let i = lines.length - 1; i >= 0; i--) {
    let next = i + 1;
    while (next < lines.length && ranks[next]! >= ranks[i]!) next = lessDeep[next]!;
    lessDeep[i] = next;
  }
  return (at, rank) => {
    let next = at + 1;
    while (next < lines.length && ranks[next]! > rank) next = lessDeep[next]!;
    return tokens[next] ?? null;
  };
}
