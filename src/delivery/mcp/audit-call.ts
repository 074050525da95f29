import type { Caller } from '../../assistant/ports/assistant.ts';
import type { AuditLog } from '../../audit/ports/audit-log.ts';
import { auditedAnswer } from '../../audit/ports/audited-answer.ts';
import type { Answer } from '../../domain/answer.ts';
import type { AgentCall, CallOutcome } from './agent-call.ts';

/** As replies over HTTP would be; a call that was given up has none. */
const STATUSES: Readonly<Record<CallOutcome, number | null>> = { done: 200, failed: 500, 'given-up': null };

/** Records a call that no route sees, once it is over. */
export function auditCall(
  audit: AuditLog | null,
  { tool, requestId, caller }: { readonly tool: string; readonly requestId: string; readonly caller: Caller },
): Required<Pick<AgentCall, 'notes' | 'end'>> {
  let question: string | null = null;
  let answer: Answer | null = null;
  let ids: Readonly<Record<string, string>> = {};
  return {
    notes: {
      noteQuestion: (asked) => {
        question = asked;
      },
      noteAnswer: (given) => {
        answer = given;
        ids = { ...ids, conversationId: given.conversationId, messageId: given.messageId };
      },
      noteIds: (named) => {
        ids = { ...ids, ...named };
      },
    },
    end: (outcome) => {
      audit?.record({
        time: new Date().toISOString(),
        requestId,
        keyId: caller.owner.keyId,
        endUser: null,
        address: null,
        action: `mcp ${tool}`,
        ids,
        status: STATUSES[outcome],
        answer: answer && auditedAnswer(answer),
        question,
      });
    },
  };
}
