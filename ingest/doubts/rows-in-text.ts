import { isRowLine, isRowNumber } from '../parsing/row-cells.ts';

const FEWEST_ROWS = 3;
/** A run of so many short lines without a mark at their end is no prose and no list of names. */
const FEWEST_CELLS = 12;
const LONGEST_CELL = 20;

/**
 * Whether rows of a table stand in the text of one clause: lines of several cells, row numbers that go on, each on a line of its own, or a
 * long run of short lines that end no sentence and no item.
 */
export function holdsRows(text: string): boolean {
  const lines = text.split('\n');
  if (lines.length < FEWEST_ROWS) return false;
  if (lines.filter((line) => isRowLine(line.trim())).length >= FEWEST_ROWS) return true;
  return countRowNumbers(lines) >= FEWEST_ROWS || longestRunOfCells(lines) >= FEWEST_CELLS;
}

/** Lines that are only the next number: 1 … 2 … 3. */
function countRowNumbers(lines: readonly string[]): number {
  let last: number | null = null;
  let count = 0;
  for (const line of lines) {
    if (!isRowNumber(line.trim())) continue;
    const number = Number(line.replace(/\D/g, ''));
    if (last !== null && number !== last + 1) continue;
    last = number;
    count++;
  }
  return count;
}

function longestRunOfCells(lines: readonly string[]): number {
  let run = 0;
  let longest = 0;
  for (const line of lines) {
    run = line.length <= LONGEST_CELL && !/[。；;：:，、,.！？!?]$/.test(line) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
