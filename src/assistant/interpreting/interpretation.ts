import { z } from 'zod';
import type { Query } from '../../domain/query.ts';

/** One thing that a message asks, as a model reads it. */
export interface InterpretedAsk {
  /** Standalone. */
  readonly question: string;
  /** Where it asks for something of many records; null where one clause answers. */
  readonly query: Query | null;
}

/** Things asked beyond these are not read. */
const MOST_ASKS = 4;
const LONGEST_QUESTION = 300;

/** A reply as it comes: its queries name documents as they were shown, and nothing of it is checked. */
const Reply = z.object({
  asks: z
    .array(
      z.object({
        question: z
          .string()
          .trim()
          .min(1)
          .max(LONGEST_QUESTION)
          .regex(/^[^\n{}<>]+$/u),
        query: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .min(1)
    .max(MOST_ASKS),
});
export type InterpretationReply = z.output<typeof Reply>;

/** The JSON object of a reply, between other words too; null where it has another form. */
export function readReply(reply: string): InterpretationReply | null {
  const json = reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1);
  try {
    return Reply.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** Queries are checked against their own schema; a service is told only that they are objects. */
export const INTERPRETATION_SCHEMA = {
  name: 'asks',
  isStrict: false,
  schema: {
    type: 'object',
    properties: {
      asks: {
        type: 'array',
        maxItems: MOST_ASKS,
        items: {
          type: 'object',
          properties: {
            question: { type: 'string' },
            query: { anyOf: [{ type: 'object' }, { type: 'null' }] },
          },
          required: ['question', 'query'],
          additionalProperties: false,
        },
      },
    },
    required: ['asks'],
    additionalProperties: false,
  },
} as const;
