import type { AnswerEvent, Statement } from '../domain/answer.ts';
import type { OnStatement } from './cite-statements.ts';
import { renderPiece } from './render-pieces.ts';

/** A citation is told before the first piece with its marker; the pieces joined are the answer. */
export function tellStatements(onEvent: (event: AnswerEvent) => void): OnStatement {
  let previous: Statement | null = null;
  return (statement, added) => {
    for (const citation of added) onEvent({ type: 'citation-added', citation });
    onEvent({ type: 'answer-delta', text: renderPiece(statement, previous) });
    previous = statement;
  };
}
