import { createDocument, type oas31, type ZodOpenApiPathsObject } from 'zod-openapi';
import { SESSION_COOKIE } from '../session-cookie.ts';
import { leaveRepliesOpen } from './leave-replies-open.ts';
import { chatPaths } from './paths/chat.ts';
import { conversationPaths } from './paths/conversations.ts';
import { documentJobPaths } from './paths/document-jobs.ts';
import { documentPaths } from './paths/documents.ts';
import { feedbackPaths } from './paths/feedback.ts';
import { openAiPaths } from './paths/openai.ts';
import { personalDataPaths } from './paths/personal-data.ts';
import { queryPaths } from './paths/query.ts';
import { reportPaths } from './paths/reports.ts';
import { servicePaths } from './paths/service.ts';
import { unitPaths } from './paths/units.ts';
import { ChatCompletionChunk } from './replies/chat-completion.ts';
import { AnswerDelta, AnswerStart } from './replies/stream-events.ts';
import { problemReply } from './responses.ts';

/** The interface as promised in docs/api.md, not the program: it changes when a field is changed or removed. */
const API_VERSION = '1';

const DESCRIPTION = `Questions about policy documents, answered with the clauses that say so and the units responsible for them.

Every reply carries \`X-Request-Id\`. Errors are \`application/problem+json\` with a stable \`code\`; a method that an address does not have is
405 with \`Allow\`. Fields may be added to replies. Lengths are counted in Unicode code points, spans in UTF-16 code units.`;

/** Describes every route. */
export function createOpenApiDocument({ publicUrl }: { readonly publicUrl: string }): oas31.OpenAPIObject {
  return leaveRepliesOpen(
    createDocument({
      openapi: '3.1.1',
      info: {
        title: '条文 Tiaowen',
        version: API_VERSION,
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'answers', description: 'Questions and search' },
        { name: 'documents', description: 'Documents and clauses' },
        { name: 'units', description: 'Units and their tasks' },
        { name: 'conversations', description: 'Kept conversations' },
        { name: 'openai', description: 'For clients of the chat completions of OpenAI' },
        { name: 'service', description: 'Health and description' },
      ],
      // Either; neither where no keys are configured.
      security: [{ key: [] }, { session: [] }, {}],
      paths: {
        ...chatPaths(),
        ...beside(documentPaths(), documentJobPaths()),
        ...unitPaths(),
        ...queryPaths(),
        ...conversationPaths(),
        ...feedbackPaths(),
        ...personalDataPaths(),
        ...openAiPaths(),
        ...reportPaths(),
        ...servicePaths(),
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An access key: tw_…' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: 'The cookie of the page.',
          },
        },
        // Named only by the descriptions of streams.
        schemas: { AnswerStart, AnswerDelta, ChatCompletionChunk },
        responses: { MethodNotAllowed: problemReply(['method-not-allowed']) },
        headers: {
          RequestId: {
            description: 'The id of the request in the log.',
            schema: { type: 'string', format: 'uuid' },
          },
          RetryAfter: { description: 'Seconds.', schema: { type: 'integer' } },
          IdempotencyReplayed: {
            description: '`true` where an earlier request with the same Idempotency-Key made the turn.',
            schema: { type: 'string', enum: ['true'] },
          },
          Allow: { description: 'The methods of the address.', schema: { type: 'string' } },
        },
      },
    }),
  );
}

/** The operations of both, at the same address beside each other. */
function beside(first: ZodOpenApiPathsObject, second: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  const paths = Object.entries(second).map(([path, own]) => [path, { ...first[path], ...own }]);
  return { ...first, ...Object.fromEntries(paths) };
}
