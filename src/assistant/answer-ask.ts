import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Draft } from './draft.ts';
import { judgeAsk } from './judge-ask.ts';
import { proposeByForm } from './propose-by-form.ts';

/** Propose → judge → say, for one ask. */
export async function answerAsk(ask: Ask, context: AnswerContext): Promise<Draft> {
  const proposal = await proposeByForm(ask, context);
  if (proposal.kind === 'answer' && proposal.isComputed) return proposal;
  return await judgeAsk(ask, proposal, context);
}
