import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';
import { namesBodies } from '../parsing/unit-cell.ts';

/** A cell that only marks what its column heading says: √, ○, ★. */
const MARK = /^[√✓✔○●◎☆★△▲□■]$/;

/**
 * Tables without a unit column in most of whose rows a cell names bodies, or marks stand below headings (tasks × bodies): each as the
 * stretch of its rows.
 */
export function findTablesWithoutUnits(root: ClauseNode): TextSpan[] {
  const spans: TextSpan[] = [];
  const nodes: ClauseNode[] = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const rows = node.children.filter(({ kind, cells }) => kind === 'row' && cells === null);
    const doubtful = rows.filter(({ lines }) =>
      lines.some(({ text }) => MARK.test(text) || namesBodies(text)),
    );
    if (rows.length >= 2 && doubtful.length * 2 > rows.length) spans.push(spanOfRows(rows));
    nodes.push(...node.children);
  }
  return spans;
}

function spanOfRows(rows: readonly ClauseNode[]): TextSpan {
  const lines = rows.flatMap((row) => row.lines).map(placeOf);
  return { start: lines[0]!.start, end: lines.at(-1)!.end };
}

function placeOf({ mapped }: LogicalLine): TextSpan {
  return sourceSpanOf(mapped, { start: 0, end: mapped.text.length });
}
