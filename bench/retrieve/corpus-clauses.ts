import { createHash } from 'node:crypto';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { CorpusLine } from './read-lines.ts';

const DOCUMENT_ID = 'corpus';

/** The whole corpus as one untitled document, so that no document name lifts any line above another. */
export function corpusDocument(lines: readonly CorpusLine[], documentId = DOCUMENT_ID): PolicyDocument {
  return {
    documentId,
    title: '',
    aliases: [],
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    period: null,
    kind: null,
    sourceFile: 'corpus.jsonl',
    sourceHash: '',
    encoding: 'utf-8',
    normalized: false,
    clauseCount: lines.length,
  };
}

/** One clause per line, in order: the title is its heading, the text its body. */
export function corpusClauses(lines: readonly CorpusLine[], documentId = DOCUMENT_ID): ClauseRecord[] {
  let at = 0;
  return lines.map(({ title, text }, order) => {
    const start = at;
    at += text.length;
    const clauseId = `${documentId}:${order + 1}`;
    return {
      clauseId,
      documentId,
      order,
      title,
      path: title === '' ? [] : [title],
      text,
      runs: [{ start: 0, length: text.length, sourceStart: start, sourceLength: text.length }],
      span: { start, end: at },
      textHash: createHash('sha256').update(text).digest('hex').slice(0, 16),
      normalized: false,
      deadline: null,
      units: [],
      taskId: clauseId,
    };
  });
}

/** Place of a clause in the corpus, from its id. */
export function corpusPlaceOf(clauseId: string): number {
  return Number(clauseId.slice(DOCUMENT_ID.length + 1)) - 1;
}
