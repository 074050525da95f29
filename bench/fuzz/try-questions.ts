import type { WarmAssistant } from '../../src/assistant/create-assistant.ts';
import { measureWork } from '../../src/turns/work-budget.ts';
import type { GeneratedQuestion } from './generate-questions.ts';
import { threadMilliseconds } from './thread-time.ts';

/** One request that was answered. */
export interface TriedQuestion {
  readonly question: GeneratedQuestion;
  readonly milliseconds: number;
  readonly steps: number;
  readonly citations: number;
  /** Of the reply as JSON. */
  readonly bytes: number;
  readonly refused: boolean;
}

/** Asks them one after another. Throws what the assistant throws, with the request in the message. */
export async function tryQuestions(
  assistant: WarmAssistant,
  questions: readonly GeneratedQuestion[],
): Promise<TriedQuestion[]> {
  const tried: TriedQuestion[] = [];
  for (const question of questions) tried.push(await tryQuestion(assistant, question));
  return tried;
}

const CALLER = { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' } as const;

async function tryQuestion(assistant: WarmAssistant, question: GeneratedQuestion): Promise<TriedQuestion> {
  const { message, history, filters, context } = question;
  const started = threadMilliseconds();
  try {
    const { result, steps } = await measureWork(() =>
      assistant.answer(
        { message, ...(history && { history }), ...(filters && { filters }), ...(context && { context }) },
        CALLER,
      ),
    );
    const milliseconds = threadMilliseconds() - started;
    return {
      question,
      milliseconds,
      steps,
      citations: result.citations.length,
      bytes: Buffer.byteLength(JSON.stringify(result)),
      refused: result.refused,
    };
  } catch (cause) {
    throw new Error(`${question.family}: ${JSON.stringify({ message, history, filters, context })}`, {
      cause,
    });
  }
}
