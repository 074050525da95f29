import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { AppContext } from '../../app-context.ts';
import type { Caller } from '../../assistant/ports/assistant.ts';
import type { Answer } from '../../domain/answer.ts';
import { describeFailure, FAILURES, type FailureCode } from '../../portal/failures.ts';
import { createOpenCalls } from './open-calls.ts';

/** What the address where it is mounted knows of a request. */
export interface RequestNotes {
  readonly noteQuestion: (response: Response, question: string) => void;
  readonly noteAnswer: (response: Response, answer: Answer) => void;
  readonly noteIds: (response: Response, ids: Readonly<Record<string, string>>) => void;
}

/** Statuses of bodies that cannot be read; whatever else is 500. */
const STATUSES: Partial<Record<FailureCode, number>> = {
  'invalid-request': 400,
  'invalid-json': 400,
  'body-too-large': 413,
  'unsupported-media-type': 415,
};

/**
 * `/mcp` over Streamable HTTP, each POST has a server and a transport of its own, which end with it. Closing the connection stops the
 * work. A client is given a session id, which only serves to find the call that it cancels; nothing is kept of a session. What is no good message is answered as a JSON-RPC error.
 */
export function mcpRoutes(
  ctx: AppContext,
  callerOf: (response: Response) => Caller,
  notes: RequestNotes,
): RequestHandler {
  const router = Router();
  const openCalls = createOpenCalls();
  router
    .route('/mcp')
    .post(
      forbidCaching,
      express.json({ limit: ctx.config.maxBodyBytes, type: isJson }),
      async (request, response) => {
        if (request.body === undefined) {
          sendError(response, isJson(request) ? 'invalid-json' : 'unsupported-media-type');
          return;
        }
        // A batch would be many questions for one request of the limit.
        if (Array.isArray(request.body)) {
          sendRpcError(response, 400, RPC_ERRORS.InvalidRequest, '一次请求只能有一条消息。');
          return;
        }
        const { createMcpServer, StreamableHTTPServerTransport } = await loadServer();
        if (response.destroyed) return;
        const server = createMcpServer(ctx, {
          begin: () => ({
            requestId: response.get('X-Request-Id') ?? '',
            caller: callerOf(response),
            requestKey: request.get('idempotency-key') ?? null,
            notes: {
              noteQuestion: (question) => notes.noteQuestion(response, question),
              noteAnswer: (answer) => notes.noteAnswer(response, answer),
              noteIds: (ids) => notes.noteIds(response, ids),
            },
          }),
        });
        const { method, id, params } = request.body as RpcMessage;
        const sessionId = request.get('mcp-session-id') ?? null;
        const { owner } = callerOf(response);
        if (method === 'initialize') response.set('Mcp-Session-Id', randomUUID());
        if (method === 'notifications/cancelled')
          openCalls.cancel({ owner, sessionId, requestId: params?.requestId });
        const forget = openCalls.add({ owner, sessionId, requestId: id }, server);
        const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
        response.once('close', () => {
          forget();
          void server.close();
        });
        await server.connect(transport);
        await transport.handleRequest(request, response, request.body);
      },
    )
    .all((request, response) => {
      response.set('Allow', 'POST, OPTIONS');
      if (request.method === 'OPTIONS') response.status(204).end();
      else
        sendRpcError(
          response,
          405,
          RPC_ERRORS.ConnectionClosed,
          '此地址只接受 POST：没有会话，也没有服务端发起的消息。',
        );
    });
  router.use('/mcp', answerErrors(ctx));
  return router;
}

/** JSON-RPC 2.0, section 5.1; the last is of the protocol. */
const RPC_ERRORS = {
  ParseError: -32_700,
  InvalidRequest: -32_600,
  InternalError: -32_603,
  ConnectionClosed: -32_000,
};

/** With the first message: loading the SDK takes some tenths of a second, which every start would pay. */
async function loadServer() {
  const [{ createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
    import('./create-mcp-server.ts'),
    import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
  ]);
  return { createMcpServer, StreamableHTTPServerTransport };
}

/** What is read of a message before the protocol checks it. */
interface RpcMessage {
  readonly method?: unknown;
  readonly id?: unknown;
  readonly params?: { readonly requestId?: unknown } | null;
}

const forbidCaching: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function isJson({
  headers,
}: {
  readonly headers: { readonly 'content-type'?: string | undefined };
}): boolean {
  return /^\s*application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
}

function answerErrors({ logger }: AppContext): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    if (response.destroyed || response.writableEnded) return;
    const failure = describeFailure(error);
    const requestId = response.get('X-Request-Id');
    if (failure.code === 'internal-error')
      logger.error({ err: error, code: failure.code, requestId }, 'request failed');
    if (response.headersSent) response.destroy();
    else sendError(response, failure.code);
  };
}

function sendError(response: Response, code: FailureCode): void {
  const status = STATUSES[code] ?? 500;
  const { detail } = FAILURES[code];
  if (code === 'invalid-json') sendRpcError(response, status, RPC_ERRORS.ParseError, detail);
  else if (status < 500) sendRpcError(response, status, RPC_ERRORS.InvalidRequest, detail);
  else sendRpcError(response, status, RPC_ERRORS.InternalError, detail);
}

function sendRpcError(response: Response, status: number, code: number, message: string): void {
  response.status(status).json({ jsonrpc: '2.0', id: null, error: { code, message } });
}
