import type { WorkTurns } from '../turns/work-turns.ts';
import type { Assistant } from './ports/assistant.ts';

/** The same assistant, which begins an answer when it is the asking key's turn. Throws OverloadedError where too many wait. */
export function takeTurns(assistant: Assistant, turns: WorkTurns): Assistant {
  return {
    answer: (request, caller, options) =>
      turns.run(caller.owner.keyId, () => assistant.answer(request, caller, options), {
        signal: options?.signal,
      }),
  };
}
