import type { z } from 'zod';
import type {
  ZodOpenApiContentObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { describeProblem } from '../describe-problem.ts';
import { HttpProblem } from '../http-problem.ts';
import { addOpenAiError } from '../openai-error.ts';
import { PROBLEMS, type ProblemCode, type ProblemKind } from '../problem-table.ts';
import type { ExampleName } from './example-requests.ts';
import { readExample } from './read-example.ts';
import { OpenAiProblem, Problem } from './replies/problem.ts';

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

/** Problems of every address; a wrong method (405) belongs to no operation and stands in the components. */
const EVERYWHERE: readonly ProblemCode[] = ['forbidden-host', 'internal-error'];
/** Problems of every address that wants a key, where keys are configured. */
const OF_KEYS: readonly ProblemCode[] = [
  'unauthorized',
  'forbidden-scope',
  'forbidden-end-user',
  'too-many-requests',
];
export const OF_PATHS: readonly ProblemCode[] = ['invalid-request', 'not-found'];
export const OF_WRITES: readonly ProblemCode[] = ['forbidden-origin'];
export const OF_BODIES: readonly ProblemCode[] = [
  ...OF_WRITES,
  'invalid-request',
  'invalid-json',
  'body-too-large',
  'unsupported-media-type',
];
/** Problems of a list that is given in pages. */
export const OF_PAGES: readonly ProblemCode[] = ['invalid-request', 'stale-cursor'];
export const OF_STORES: readonly ProblemCode[] = ['store-unavailable'];
export const OF_THE_INDEX: readonly ProblemCode[] = ['index-missing', 'index-format'];
export const OF_ANSWERS: readonly ProblemCode[] = [
  ...OF_BODIES,
  ...OF_THE_INDEX,
  'model-failed',
  'overloaded',
  'answer-timeout',
];

const REQUEST_ID_HEADER = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };

/** A successful reply; without content it has no body. */
export function reply(description: string, content?: ZodOpenApiContentObject): ZodOpenApiResponseObject {
  return { description, headers: REQUEST_ID_HEADER, ...(content && { content }) };
}

/** A reply in JSON with the kept replies to example requests. */
export function jsonReply(
  description: string,
  schema: z.ZodType,
  ...names: readonly ExampleName[]
): ZodOpenApiResponseObject {
  return reply(description, { 'application/json': { schema, ...examplesOf(names) } });
}

/** The kept replies as the examples of a media type. */
export function examplesOf(names: readonly ExampleName[]) {
  if (names.length === 0) return {};
  return { examples: Object.fromEntries(names.map((name) => [name, { value: readExample(name) }])) };
}

/** The problems of an operation by status, each code with the reply that the error table makes of it. */
export function problemReplies(
  codes: readonly ProblemCode[],
  options: { readonly openAi?: boolean; readonly isOpen?: boolean } = {},
): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...codes, ...(options.isOpen ? [] : OF_KEYS), ...EVERYWHERE])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [String(status), problemReply(group, options)]),
  );
}

/** One reply for problems that share a status. */
export function problemReply(
  codes: readonly ProblemCode[],
  { openAi = false }: { readonly openAi?: boolean } = {},
): ZodOpenApiResponseObject {
  const kinds = codes.map((code): ProblemKind => PROBLEMS[code]);
  const retries = kinds.some(({ retryAfter }) => retryAfter !== undefined);
  const examples = codes.map((code) => {
    const problem = describeProblem(new HttpProblem(code), REQUEST_ID);
    return [code, { summary: problem.title, value: openAi ? addOpenAiError(problem) : problem }];
  });
  return {
    description: codes.map((code) => `\`${code}\` ${PROBLEMS[code].title}`).join(' · '),
    headers: {
      ...REQUEST_ID_HEADER,
      ...(retries && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
      ...(codes.includes('method-not-allowed') && { Allow: { $ref: '#/components/headers/Allow' } }),
    },
    content: {
      'application/problem+json': {
        schema: openAi ? OpenAiProblem : Problem,
        examples: Object.fromEntries(examples),
      },
    },
  };
}
