import { z } from 'zod';
import { Answer } from './answer.ts';
import { Citation } from './citation.ts';
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
