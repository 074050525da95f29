import { z } from 'zod';
import { Answer } from '../../../../portal/replies/answer.ts';
import { Citation } from '../../../../portal/replies/citation.ts';
import { Problem } from './problem.ts';

export const AnswerStart = z
  .strictObject({ conversationId: z.string(), messageId: z.string(), resolvedQuestion: z.string() })
  .meta({ id: 'AnswerStart', description: 'Data of the event `answer-start`.' });

export const AnswerDelta = z
  .strictObject({ text: z.string() })
  .meta({ id: 'AnswerDelta', description: 'Data of the event `answer-delta`; together they are `answer`.' });

/** Events of POST /api/chat as a stream: the name and the schema of the one line of JSON that follows it. */
export const ANSWER_EVENTS = {
  'answer-start': { schema: AnswerStart, does: 'once, first' },
  'citation-added': { schema: Citation, does: 'before the first `answer-delta` with its marker' },
  'answer-delta': { schema: AnswerDelta, does: 'a piece of the text' },
  'answer-end': { schema: Answer, does: 'the whole reply, authoritative' },
  'answer-error': { schema: Problem, does: 'a failure once the stream has begun; nothing follows' },
} as const;

/** A media type of events: what each is called, and under `x-events` the schema of its data. */
export function describeEvents() {
  const events = Object.entries(ANSWER_EVENTS);
  const lines = events.map(([name, { schema, does }]) => `- \`${name}\`: ${schema.meta()?.id}; ${does}`);
  return {
    schema: {
      type: 'string' as const,
      description: [
        'Server-sent events, each with one line of JSON; comment lines (`: heartbeat`) every 15 seconds.',
        ...lines,
      ].join('\n'),
    },
    'x-events': Object.fromEntries(
      events.map(([name, { schema }]) => [name, { $ref: `#/components/schemas/${schema.meta()?.id}` }]),
    ),
  };
}
