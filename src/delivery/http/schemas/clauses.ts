import { z } from 'zod';
import { RequestId } from './shared.ts';

export const ClauseQuery = z.object({
  v: RequestId.optional().meta({
    description:
      '`textHash` of the words that were cited: the clause that holds them, where the id names another by now.',
    examples: ['077e6d1688a8faaa'],
  }),
});
