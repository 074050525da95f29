import type { Statement } from '../domain/answer.ts';

/** Markdown pieces, one a statement; joined they are the answer, and streaming sends them one by one. */
export function renderPieces(statements: readonly Statement[]): string[] {
  return statements.map((statement, i) => renderPiece(statement, statements[i - 1] ?? null));
}

/** A statement as it stands behind the one before it. */
export function renderPiece(statement: Statement, previous: Statement | null): string {
  const markers = statement.markers.map((marker) => `[${marker}]`).join('');
  const isNextItem = previous !== null && isListItem(statement.text) && isListItem(previous.text);
  const before = previous === null ? '' : isNextItem ? '\n' : '\n\n';
  return `${before}${statement.text}${markers === '' ? '' : ` ${markers}`}`;
}

function isListItem(text: string): boolean {
  return /^(?:\d+\.|[-*])\s/.test(text);
}
