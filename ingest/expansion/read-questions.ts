import { z } from 'zod';

/** No clause is searched by more of them, whatever the model writes. */
export const MOST_QUESTIONS = 5;
const LONGEST_QUESTION = 60;
const SHORTEST_QUESTION = 4;
/** Of the characters that are letters or digits, so many must be Chinese. */
const CHINESE_SHARE = 0.5;

const Reply = z.object({
  clauses: z.array(z.object({ clause: z.coerce.number().int(), questions: z.array(z.string()) })),
});

export const QUESTIONS_SCHEMA = {
  name: 'questions',
  schema: {
    type: 'object',
    properties: {
      clauses: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            clause: { type: 'integer' },
            questions: { type: 'array', items: { type: 'string' } },
          },
          required: ['clause', 'questions'],
          additionalProperties: false,
        },
      },
    },
    required: ['clauses'],
    additionalProperties: false,
  },
} as const;

/**
 * The questions of a reply about `count` clauses, by clause: at most five each, each once, in Chinese, 4 to 60 characters without control
 * characters. A clause that the reply leaves out has none. Null where the reply has another form.
 */
export function readQuestions(reply: string, count: number): string[][] | null {
  const parsed = Reply.safeParse(parse(reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1)));
  if (!parsed.success) return null;
  const questions = Array.from({ length: count }, () => new Set<string>());
  for (const { clause, questions: written } of parsed.data.clauses) {
    const own = questions[clause - 1];
    for (const question of written.map(clean)) {
      if (own !== undefined && own.size < MOST_QUESTIONS && isUsable(question)) own.add(question);
    }
  }
  return questions.map((own) => [...own]);
}

function clean(text: string): string {
  return text
    .slice(0, 10 * LONGEST_QUESTION)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
}

function isUsable(question: string): boolean {
  const length = [...question].length;
  if (length < SHORTEST_QUESTION || length > LONGEST_QUESTION) return false;
  const letters = question.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const chinese = question.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese > 0 && chinese >= CHINESE_SHARE * letters;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
