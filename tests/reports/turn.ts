import type { Answer, Citation, RefusalReason } from '../../src/domain/answer.ts';
import type { Turn } from '../../src/domain/conversation.ts';

/** A citation of a clause `part` in the document `id`. */
export function makeCitation(id: string, part: string): Citation {
  return {
    marker: 1,
    clauseId: `${id}:${part}`,
    url: `/clause/${id}:${part}`,
    documentId: id,
    documentTitle: `文件 ${id}`,
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    period: null,
    validity: { state: 'unknown', basis: '' },
    path: [part],
    label: `《文件 ${id}》${part}`,
    text: `条文 ${part}。`,
    textHash: `hash-${part}`,
    quote: `条文 ${part}。`,
    sourceFile: `${id}.txt`,
    span: { start: 0, end: 5 },
    sourceQuote: `条文 ${part}。`,
    normalized: false,
    verification: 'exact',
  };
}

let count = 0;

/** A turn at `askedAt`; with `reason` it was refused. */
export function makeTurn(
  question: string,
  change: Partial<Omit<Turn, 'answer'>> & {
    readonly reason?: RefusalReason;
    readonly answer?: Partial<Answer>;
  } = {},
): Turn {
  const { reason, answer, ...rest } = change;
  const messageId = rest.messageId ?? `m${++count}`;
  return {
    messageId,
    askedAt: '2026-05-01T00:00:00.000Z',
    question,
    reading: null,
    ...rest,
    answer: {
      conversationId: 'c',
      messageId,
      indexVersion: 'v1',
      resolvedQuestion: question,
      answer: '答。[1]',
      statements: [],
      mode: 'extractive',
      refused: reason !== undefined,
      refusal: reason ? { reason, message: '没有写明。', nearest: [] } : null,
      citations: [],
      responsibleUnits: [],
      followUps: [],
      timings: { totalMs: 10, retrievalMs: 1, modelMs: 0 },
      ...answer,
    },
  };
}
