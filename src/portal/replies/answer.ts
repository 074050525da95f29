import { z } from 'zod';
import type { Answer as DomainAnswer } from '../../domain/answer.ts';
import { Query } from '../../domain/query.ts';
import { Citation } from './citation.ts';
import { ClauseId, ClauseSummary, IndexVersion, UnitRole } from './common.ts';

export const Statement = z
  .strictObject({
    text: z.string().meta({ description: 'Markdown without markers: a paragraph, a list item or a table.' }),
    markers: z.array(z.int().min(1)),
  })
  .meta({ id: 'Statement', description: 'One block of the answer and the citations that carry it.' });

export const AnswerUnit = z
  .strictObject({
    name: z.string().meta({ description: 'As printed, shared suffixes spelled out.' }),
    role: UnitRole,
    collective: z.boolean().meta({ description: 'Stands for many bodies: 各区人民政府, 市有关部门.' }),
    openEnded: z.boolean().meta({ description: 'The printed list ends in 等.' }),
    clauseId: ClauseId,
    currentName: z.string().optional().meta({ description: 'Only where the directory knows a successor.' }),
  })
  .meta({
    id: 'AnswerUnit',
    description: 'A unit, copied from the cited clause and never written by a model.',
  });

export const Refusal = z
  .strictObject({
    reason: z.enum(['out-of-scope', 'no-evidence', 'not-a-question', 'unclear']),
    message: z.string().meta({ description: 'One sentence for people.' }),
    nearest: z.array(ClauseSummary),
    contact: z
      .strictObject({
        text: z.string().meta({ examples: ['拨打12345'] }),
        url: z.string().optional().meta({ description: 'http, https or tel.' }),
      })
      .optional()
      .meta({ description: 'Whom to ask instead; only where CONTACT is configured.' }),
  })
  .meta({ id: 'Refusal', description: 'The documents do not say: an ordinary outcome, not an error.' });

export const AnswerNotice = z
  .strictObject({
    code: z.enum([
      'model-failed',
      'model-paused',
      'model-busy',
      'model-budget',
      'model-unusable',
      'question-cut',
      'withheld',
    ]),
    message: z.string().meta({ description: 'One sentence for people.' }),
  })
  .meta({ id: 'AnswerNotice', description: 'How the answer was made, where the asker should know.' });

const count = z.int().min(0);

export const ModelReport = z
  .strictObject({
    model: z.string(),
    written: count.meta({ description: 'Statements that the model wrote.' }),
    verified: count.meta({ description: 'Of those: kept with every quote exact.' }),
    repaired: count.meta({ description: 'Kept after a quote was put right by the original.' }),
    dropped: count.meta({ description: 'Left out.' }),
    replaced: count.meta({ description: 'Statements of clauses that no proven statement says.' }),
    reasons: z
      .record(z.string(), count)
      .meta({ description: 'Why statements were left out, counted.', examples: [{ figure: 1 }] }),
    usage: z.strictObject({ inputTokens: count, outputTokens: count }).nullable().meta({
      description: 'Tokens as the service counts; null where it does not say or the cache answered.',
    }),
    fromCache: z.boolean(),
  })
  .meta({ id: 'ModelReport', description: 'What became of the sentences that a model wrote.' });

export const Timings = z.strictObject({
  totalMs: z.number().min(0),
  retrievalMs: z.number().min(0),
  modelMs: z.number().min(0),
  embedding: z.enum(['used', 'late', 'none']).optional().meta({
    description:
      'What became of the vector of the question: searched with; not there in time, so that words alone answered; not needed or not to be had.',
  }),
  reading: z.enum(['used', 'late', 'none']).optional().meta({
    description:
      'Whether the best clauses were read with the question: so; late or failed, so that they were judged without; not needed or not to be had.',
  }),
  readingMs: z.number().min(0).optional(),
});

/** The reply of POST /api/chat; every channel renders it. */
export const Answer = z
  .strictObject({
    conversationId: z.string().meta({ description: 'Send it with the next question to go on.' }),
    messageId: z.string(),
    indexVersion: IndexVersion,
    resolvedQuestion: z.string().meta({ description: 'The question made standalone, as searched.' }),
    answer: z.string().meta({
      description: 'Markdown with [1] markers; no image, no HTML, no link but our own clause links.',
    }),
    statements: z.array(Statement).meta({ description: 'The same answer before rendering.' }),
    mode: z.enum(['extractive', 'model']),
    aiGenerated: z.boolean().optional().meta({ description: 'true where a model wrote part of the words.' }),
    modelReport: ModelReport.optional(),
    notices: z.array(AnswerNotice).optional(),
    refused: z.boolean().meta({ description: 'true: the documents do not say; `citations` is empty.' }),
    refusal: Refusal.nullable(),
    citations: z.array(Citation),
    responsibleUnits: z
      .array(AnswerUnit)
      .meta({ description: 'Units of the cited clauses, limited to the roles that were asked for.' }),
    total: count.optional().meta({
      description: 'Tasks or clauses that the lists count in all; of more than 200 the first are cited.',
    }),
    viaCollective: z.array(ClauseSummary).optional().meta({
      description:
        'List answers only: clauses that reach the unit through a collective such as 各区人民政府.',
    }),
    query: Query.optional().meta({
      description:
        'The query that was executed, where the whole answer is its result; `/api/query` pages on.',
    }),
    reading: z.string().optional().meta({ description: 'How that query was understood.' }),
    followUps: z.array(z.string()),
    clarification: z
      .object({ message: z.string(), options: z.array(z.object({ label: z.string(), query: Query })) })
      .optional()
      .meta({ description: 'Where it asks back which of several is meant: each choice is a query.' }),
    timings: Timings,
  })
  .meta({ id: 'Answer' }) satisfies z.ZodType<DomainAnswer>;
export type Answer = z.output<typeof Answer>;
