import { z } from 'zod';
import { RequestId, visibleText } from './shared.ts';

export const Verdict = z.enum(['up', 'down'], '应为 up 或 down');

/** Body of POST /api/feedback. */
export const FeedbackRequest = z
  .object(
    {
      messageId: RequestId.meta({
        description: 'Of an answer that is kept in a conversation of the caller.',
      }),
      verdict: Verdict,
      comment: visibleText(1000).nullish().meta({
        description: 'Numbers of persons in it are masked before it is kept.',
      }),
    },
    '应为 JSON 对象',
  )
  .meta({ id: 'FeedbackRequest', description: 'Replaces what was said about the same answer before.' });
