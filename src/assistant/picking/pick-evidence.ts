import { z } from 'zod';
import type { ClauseRecord } from '../../domain/clause.ts';
import { clauseLabel } from '../../domain/clause-label.ts';
import { ModelError } from '../../domain/errors/model-error.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import type { ChatModel } from '../../models/ports/chat-model.ts';
import { findQuote } from '../proof/find-quote.ts';
import { fenced, readPrompt } from '../prose/read-prompt.ts';

export interface PickRequest {
  /** The question as it is judged. */
  readonly text: string;
  /** Candidates, the most probable first; what does not fit the budget is not shown. */
  readonly clauses: readonly ClauseRecord[];
  readonly documents: ReadonlyMap<string, PolicyDocument>;
  readonly payer: string;
  readonly signal?: AbortSignal;
}

/** Clauses that a model holds to answer, by id, each with the words that it gave and that stand there. Empty: none of those shown. */
export type Picks = ReadonlyMap<string, TextSpan>;

/** Null where the model fails, is late, answers in another form, or gives no words that stand where it says. */
export type PickEvidence = (request: PickRequest) => Promise<Picks | null>;

export interface PickingOptions {
  readonly longestWaitMs?: number;
  /** Upper limit for the clauses of one call, characters. */
  readonly maxCharacters?: number;
}

const MOST_TOKENS = 500;
const MOST_CLAUSES = 20;
const LONGEST_CLAUSE = 900;
const MOST_PICKS = 4;

/** Shows `model` the candidates by number and asks which of them answer. */
export function createPicker(model: ChatModel, options: PickingOptions = {}): PickEvidence {
  const { longestWaitMs = 10_000, maxCharacters = 9000 } = options;
  const prompt = readPrompt('pick-evidence');
  return async ({ text, clauses, documents, payer, signal }) => {
    const shown = withinBudget(clauses.slice(0, MOST_CLAUSES), maxCharacters);
    if (shown.length === 0) return null;
    const limit = AbortSignal.timeout(longestWaitMs);
    let reply = '';
    try {
      const chunks = model.stream({
        messages: prompt.fill({
          question: fenced(text),
          clauses: shown.map((clause, i) => renderClause(clause, i + 1, documents)).join('\n\n'),
        }),
        schema: PICKS_SCHEMA,
        maxOutputTokens: MOST_TOKENS,
        payer,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      for await (const chunk of chunks) reply += chunk.text;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ModelError || limit.aborted) return null;
      throw error;
    }
    return readPicks(reply, shown);
  };
}

function withinBudget(clauses: readonly ClauseRecord[], budget: number): ClauseRecord[] {
  let left = budget;
  return clauses.filter(({ text }) => {
    const length = Math.min(text.length, LONGEST_CLAUSE);
    if (length > left) return false;
    left -= length;
    return true;
  });
}

function renderClause(
  clause: ClauseRecord,
  number: number,
  documents: ReadonlyMap<string, PolicyDocument>,
): string {
  const document = documents.get(clause.documentId);
  const place = document ? clauseLabel(clause, document) : clause.path.join('');
  return `<条文 编号="${number}">\n${fenced(place)}\n${fenced(clause.text.slice(0, LONGEST_CLAUSE))}\n</条文>`;
}

const Reply = z.object({
  picks: z.array(z.object({ clause: z.coerce.number().int(), words: z.string() })).max(20),
});

/** What of a reply holds; null where it has another form, or picks clauses and none of its words stands there. */
function readPicks(reply: string, shown: readonly ClauseRecord[]): Picks | null {
  const json = reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1);
  const parsed = Reply.safeParse(parse(json));
  if (!parsed.success) return null;
  const picks = new Map<string, TextSpan>();
  for (const { clause, words } of parsed.data.picks.slice(0, MOST_PICKS)) {
    const picked = shown[clause - 1];
    const found = picked && findQuote(picked.text, words);
    if (found && !picks.has(picked.clauseId))
      picks.set(picked.clauseId, { start: found.start, end: found.end });
  }
  return picks.size > 0 || parsed.data.picks.length === 0 ? picks : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const PICKS_SCHEMA = {
  name: 'picks',
  schema: {
    type: 'object',
    properties: {
      picks: {
        type: 'array',
        items: {
          type: 'object',
          properties: { clause: { type: 'integer' }, words: { type: 'string' } },
          required: ['clause', 'words'],
          additionalProperties: false,
        },
      },
    },
    required: ['picks'],
    additionalProperties: false,
  },
} as const;
