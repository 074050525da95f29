import { z } from 'zod';
import { ClauseId } from '../../../../portal/replies/common.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1).nullable();

const ReportedClause = z.strictObject({
  marker: z.int().min(1),
  clauseId: ClauseId,
  label: z.string(),
  textHash: z.string(),
});

const turn = {
  messageId: z.string(),
  conversationId: z.string(),
  askedAt: z.iso.datetime(),
  question: z.string(),
};

const reason = z.enum(['no-evidence', 'out-of-scope', 'unclear', 'not-a-question']);

const NamedCount = z.strictObject({ name: z.string(), count });

export const Report = z
  .strictObject({
    period: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
    totals: z.strictObject({
      questions: count.meta({ description: 'Turns that are kept; answers over /v1 keep none.' }),
      conversations: count,
      answered: count,
      refused: count,
      refusedByReason: z.record(reason, count),
      lowConfidence: count.meta({
        description: 'Answered from a clause that was chosen with little confidence.',
      }),
      withheld: count.meta({
        description: 'Turns that rest on documents which the key may not see; counted nowhere else.',
      }),
    }),
    modes: z.strictObject({ extractive: count, model: count }),
    modelShare: share.meta({ description: 'Of the answered ones; null where there are none.' }),
    latency: z.strictObject({ p50Ms: z.number().min(0), p99Ms: z.number().min(0) }).nullable(),
    notices: z.record(z.string(), count),
    feedback: z.strictObject({ up: count, down: count, upShare: share }),
    unanswered: z.array(
      z.strictObject({
        title: z.string().meta({ description: 'The question that is most like the others of its group.' }),
        count,
        reasons: z.partialRecord(reason, count),
        questions: z.array(z.strictObject({ ...turn, count })),
      }),
    ),
    disputed: z.array(
      z.strictObject({
        ...turn,
        givenAt: z.iso.datetime(),
        comment: z.string().nullable(),
        refused: z.boolean(),
        answer: z.string(),
        clauses: z.array(ReportedClause),
      }),
    ),
    lowConfidence: z
      .array(
        z.strictObject({
          ...turn,
          confidence: z.number().min(0).max(1),
          clauses: z.array(ReportedClause),
        }),
      )
      .meta({ description: 'Least sure first, at most 50.' }),
    units: z.array(NamedCount).meta({ description: 'Named in questions, as typed; at most 50.' }),
    documents: z
      .array(z.strictObject({ documentId: z.string(), name: z.string(), count }))
      .meta({ description: 'Cited by answers; at most 50.' }),
  })
  .meta({ id: 'Report', description: 'Numbers of persons are masked in everything that askers wrote.' });
