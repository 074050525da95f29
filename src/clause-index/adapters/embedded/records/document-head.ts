import { createHash } from 'node:crypto';
import type { ClauseRecord } from '../../../../domain/clause.ts';
import { headIdOf } from '../../../../domain/head-id.ts';
import type { SourceRun } from '../../../../domain/mapped-text.ts';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import type { PrintedPlace } from '../../../../domain/printed-fact.ts';

/**
 * What a document prints about itself (number, date, addressees, titles that it names), line by line in printed order, to be cited as clauses
 * are; null where no fact was found. It is no clause: no search and no list finds it.
 */
export function headOf({ documentId, facts, normalized }: PolicyDocument): ClauseRecord | null {
  const places: readonly PrintedPlace[] = facts
    ? [...facts.evidence, ...facts.basis, ...facts.repeals, ...facts.amendments]
    : [];
  const lines = [...new Map(places.map((place) => [`${place.span.start}:${place.printed}`, place])).values()]
    .filter(({ printed, span }) => printed !== '' && span.end > span.start)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  if (lines.length === 0) return null;
  let text = '';
  const runs: SourceRun[] = [];
  for (const { printed, span } of lines) {
    if (text !== '') {
      runs.push({ start: text.length, length: 1, sourceStart: span.start, sourceLength: 0 });
      text += '\n';
    }
    runs.push({
      start: text.length,
      length: printed.length,
      sourceStart: span.start,
      sourceLength: span.end - span.start,
    });
    text += printed;
  }
  const clauseId = headIdOf(documentId);
  return {
    clauseId,
    documentId,
    order: -1,
    title: '',
    path: [],
    text,
    runs,
    span: { start: lines[0]!.span.start, end: Math.max(...lines.map(({ span }) => span.end)) },
    textHash: createHash('sha256').update(text).digest('hex').slice(0, 16),
    normalized,
    deadline: null,
    units: [],
    taskId: clauseId,
  };
}
