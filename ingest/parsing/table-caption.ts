import type { LogicalLine } from './logical-line.ts';
import { isRowLine } from './row-cells.ts';

/**
 * Finds the line that names a table (东城区) right above its header. It counts where the same header stands in the document
 * again: then the names tell the tables apart.
 */
export function createCaptionFinder(lines: readonly LogicalLine[]): (at: number) => LogicalLine | null {
  const counts = new Map<string, number>();
  for (const { text } of lines) if (isRowLine(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (at) => {
    const line = lines[at - 1];
    if (!line || (counts.get(lines[at]!.text) ?? 0) < 2) return null;
    return line.text.length <= 30 && !/[，。；：:\t]/.test(line.text) ? line : null;
  };
}
