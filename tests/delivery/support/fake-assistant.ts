import type { Assistant, Caller } from '../../../src/assistant/ports/assistant.ts';
import type { Answer, AskRequest, Citation } from '../../../src/domain/answer.ts';
import { CLAUSES, DOCUMENT } from './sample-index.ts';

const CLAUSE = CLAUSES[0]!;

export const CITATION: Citation = {
  marker: 1,
  clauseId: CLAUSE.clauseId,
  url: `/clause/${CLAUSE.clauseId}`,
  documentId: DOCUMENT.documentId,
  documentTitle: DOCUMENT.title,
  documentNumber: DOCUMENT.documentNumber,
  issuer: DOCUMENT.issuer,
  issuedOn: DOCUMENT.issuedOn,
  period: DOCUMENT.period,
  validity: { state: 'period-ended', basis: '计划期至2025年' },
  path: CLAUSE.path,
  label: `《${DOCUMENT.title}》一、1.智慧管网`,
  text: CLAUSE.text,
  textHash: CLAUSE.textHash,
  quote: '牵头单位：市水务局',
  sourceFile: DOCUMENT.sourceFile,
  span: CLAUSE.span,
  sourceQuote: '牵头单位：市水务局',
  normalized: false,
  verification: 'exact',
};

export function makeAnswer(request: AskRequest): Answer {
  return {
    conversationId: request.conversationId ?? 'conversation-1',
    messageId: 'message-1',
    indexVersion: 'v-sample',
    resolvedQuestion: request.message,
    answer: '由市水务局牵头。[1]\n',
    statements: [{ text: '由市水务局牵头。', markers: [1] }],
    mode: 'extractive',
    refused: false,
    refusal: null,
    citations: [CITATION],
    responsibleUnits: [
      { name: '市水务局', role: 'lead', collective: false, openEnded: false, clauseId: CLAUSE.clauseId },
      { name: '市财政局', role: 'supporting', collective: false, openEnded: true, clauseId: CLAUSE.clauseId },
    ],
    followUps: [],
    timings: { totalMs: 2, retrievalMs: 1, modelMs: 0 },
  };
}

type Behaviour = Assistant['answer'];

/** Answers every question about the sample; records its calls. `behave` replaces what it does. */
export interface FakeAssistant extends Assistant {
  readonly calls: { request: AskRequest; caller: Caller; signal: AbortSignal | undefined }[];
  behave: Behaviour;
}

export function createFakeAssistant(): FakeAssistant {
  const fake: FakeAssistant = {
    calls: [],
    behave: async (request, _caller, { onEvent } = {}) => {
      const answer = makeAnswer(request);
      const { conversationId, messageId, resolvedQuestion } = answer;
      onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
      onEvent?.({ type: 'citation-added', citation: CITATION });
      onEvent?.({ type: 'answer-delta', text: '由市水务局牵头。' });
      onEvent?.({ type: 'answer-delta', text: '[1]\n' });
      onEvent?.({ type: 'answer-end', answer });
      return answer;
    },
    answer: (request, caller, options) => {
      fake.calls.push({ request, caller, signal: options?.signal });
      return fake.behave(request, caller, options);
    },
  };
  return fake;
}
