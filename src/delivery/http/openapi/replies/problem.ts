import { z } from 'zod';
import type { Problem as DescribedProblem } from '../../describe-problem.ts';
import type { OpenAiError } from '../../openai-error.ts';
import { PROBLEMS, type ProblemCode } from '../../problem-table.ts';

const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 with a stable `code`; the codes are those of the problem table. */
export const Problem = z
  .strictObject({
    type: z.string().meta({ examples: ['urn:tiaowen:problem:not-found'] }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'For people, in Chinese; may change.' }),
    instance: z.string().meta({ description: 'urn:uuid: and the request id.' }),
    code: z.enum(CODES).meta({ id: 'ProblemCode', description: 'Stable.' }),
    requestId: z.string().meta({ description: 'Finds the request in the log; also in X-Request-Id.' }),
    fields: z
      .array(
        z.strictObject({
          field: z.string().meta({ description: 'Dotted path: filters.asOf; empty for the whole body.' }),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'The fields that do not fit.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' }) satisfies z.ZodType<DescribedProblem>;

/** A problem under /v1, with the member that OpenAI's clients read. */
export const OpenAiProblem = Problem.extend({
  error: z.strictObject({
    message: z.string(),
    type: z.enum(['invalid_request_error', 'permission_error', 'rate_limit_error', 'server_error']),
    param: z.string().nullable().meta({ description: 'The first of `fields`.' }),
    code: z.string().meta({ description: '`code` with underscores.' }),
  }) satisfies z.ZodType<OpenAiError>,
}).meta({ id: 'OpenAiProblem', description: 'A problem with the member that clients of OpenAI read.' });
