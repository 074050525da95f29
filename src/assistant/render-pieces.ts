import type { Statement } from '../domain/answer.ts';

/** Markdown pieces, one a statement; joined they are the answer, and streaming sends them one by one. */
export function renderPieces(statements: readonly Statement[]): string[] {
  return statements.map((statement, i) => {
    const markers = statement.markers.map((marker) => `[${marker}]`).join('');
    const before =
      i === 0 ? '' : isListItem(statement.text) && isListItem(statements[i - 1]!.text) ? '\n' : '\n\n';
    return `${before}${statement.text}${markers === '' ? '' : ` ${markers}`}`;
  });
}

function isListItem(text: string): boolean {
  return /^(?:\d+\.|[-*])\s/.test(text);
}
