import type { Answer } from './answer.ts';
import type { Turn } from './conversation.ts';
import { isVisible, type Visibility } from './search-scope.ts';

const WITHHELD = '此回答所依据的文件已不在可查阅的范围内，内容不再显示。';

/** Whether every document that a turn rests on may still be seen. */
export function isTurnVisible(turn: Turn, visibility: Visibility): boolean {
  return visibility === 'all' || documentsOf(turn).every((documentId) => isVisible(visibility, documentId));
}

/**
 * The answer of a kept turn as its owner may see it now. Where a document that it rests on is hidden since, the whole answer is
 * withheld and a notice says so: sentences, counts and follow-ups of an answer betray the document as its quotes do.
 */
export function withholdHidden(turn: Turn, visibility: Visibility): Answer {
  return isTurnVisible(turn, visibility) ? turn.answer : withheldAnswer(turn);
}

/**
 * A kept turn without what its answer says of a document that was withdrawn: the question stays, the answer is withheld from everyone
 * and nothing of it is left for a follow-up. Null where the turn does not rest on the document, or nothing is left of it.
 */
export function withholdTurn(turn: Turn, documentId: string): Turn | null {
  if (turn.isWithheld || !documentsOf(turn).includes(documentId)) return null;
  const { confidence: _confidence, ...rest } = turn;
  return { ...rest, answer: withheldAnswer(turn), reading: null, isWithheld: true };
}

function withheldAnswer(turn: Turn): Answer {
  const { conversationId, messageId, indexVersion, timings } = turn.answer;
  return {
    conversationId,
    messageId,
    indexVersion,
    resolvedQuestion: turn.question,
    answer: WITHHELD,
    statements: [{ text: WITHHELD, markers: [] }],
    mode: 'extractive',
    notices: [{ code: 'withheld', message: WITHHELD }],
    refused: false,
    refusal: null,
    citations: [],
    responsibleUnits: [],
    followUps: [],
    timings,
  };
}

function documentsOf({ answer, documentIds = [] }: Turn): string[] {
  const shown = [...answer.citations, ...(answer.viaCollective ?? []), ...(answer.refusal?.nearest ?? [])];
  return [...documentIds, ...shown.map(({ documentId }) => documentId)];
}
