import type { Answer } from '../../domain/answer.ts';
import type { AuditedAnswer } from './audit-log.ts';

/** What the audit log keeps of an answer: that it was given and what it rests on, not what it says. */
export function auditedAnswer({
  refused,
  refusal,
  mode,
  citations,
  indexVersion,
}: Pick<Answer, 'refused' | 'refusal' | 'mode' | 'citations' | 'indexVersion'>): AuditedAnswer {
  return {
    outcome: refused ? 'refused' : 'answered',
    reason: refusal?.reason ?? null,
    mode,
    citedClauseIds: [...new Set(citations.map(({ clauseId }) => clauseId))],
    indexVersion,
  };
}
