import express, { type Express, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Registry } from 'prom-client';
import type { AppContext } from '../../app-context.ts';
import type { Assistant, Caller } from '../../assistant/ports/assistant.ts';
import { allowOrigins, CORS_PATHS } from './allow-origins.ts';
import { answerProblems, answerUnknownPath } from './answer-problems.ts';
import { auditRequests, noteAnswer, noteIds, noteQuestion } from './audit-requests.ts';
import { authenticate } from './authenticate.ts';
import { callerOf } from './caller.ts';
import { createExportSlots } from './export-slots.ts';
import { guardHostAndOrigin } from './guard-host.ts';
import { limitGuesses } from './limit-guesses.ts';
import { type CreateLimitStore, limitRequests } from './limit-requests.ts';
import { createRouteMatcher } from './match-route.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { logRequests } from './request-log.ts';
import { chatRoutes } from './routes/chat.ts';
import { clauseRoutes } from './routes/clauses.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { docsRoutes } from './routes/docs.ts';
import { documentJobRoutes } from './routes/document-jobs.ts';
import { documentRoutes } from './routes/documents.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { openAiRoutes } from './routes/openai.ts';
import { pageRoutes } from './routes/page.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { queryRoutes } from './routes/query.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { unitRoutes } from './routes/units.ts';
import { keepVisitor } from './visitor-cookie.ts';
import { warnOfProxy } from './warn-of-proxy.ts';

/** What is served on the same address by others, and what is shared with other processes that serve it. */
export interface HttpAppOptions {
  /** Channels of bots: they authenticate their requests themselves and read their bodies raw. */
  readonly mountChannels?: (ctx: AppContext) => readonly RequestHandler[];
  /** For agents, behind the same keys and limits as the rest. */
  readonly mountAgents?: (
    ctx: AppContext,
    callerOf: (response: Response) => Caller,
    notes: typeof AUDIT_NOTES,
  ) => RequestHandler;
  /** Where requests are counted; absent: in this process. */
  readonly createLimitStore?: CreateLimitStore;
  /** Adds this process' metrics to those of all; the returned function renders them together. */
  readonly shareMetrics?: (registry: Registry) => () => Promise<string>;
}

/** How others on the same address tell the audit log what a request is about. */
const AUDIT_NOTES = { noteQuestion, noteAnswer, noteIds };

/** The HTTP delivery; it does not listen. What a later version brings answers 404. */
export function createHttpApp(
  ctx: AppContext,
  {
    mountChannels,
    mountAgents,
    createLimitStore,
    shareMetrics = (registry) => () => registry.metrics(),
  }: HttpAppOptions = {},
): Express {
  const logger = ctx.logger.child({ room: 'http' });
  const app = express();
  app.set('trust proxy', ctx.config.trustProxy);
  app.set('etag', false);
  app.set('query parser', 'simple');

  const metrics = createMetrics({
    workingAnswers: () => ctx.turns.working,
    waitingAnswers: () => ctx.turns.waiting,
    openModelCalls: ctx.openModelCalls,
    stores: () => ctx.stores.states(),
  });
  app.use(logRequests(logger));
  app.use(metrics.observeRequests);
  if (ctx.audit)
    app.use(auditRequests(ctx.audit, { hasKeys: ctx.keys !== null, matchRoute: createRouteMatcher(app) }));
  app.use(securityHeaders(ctx.config.publicUrl.startsWith('https:')));
  const { corsOrigins } = ctx.config;
  const cors = corsOrigins.length > 0 ? allowOrigins(corsOrigins) : null;
  if (cors) app.use(CORS_PATHS, cors.addHeaders);
  app.use(guardHostAndOrigin(ctx.config));
  if (cors) app.use(CORS_PATHS, cors.answerPreflight);
  const counted = { ...ctx, assistant: countAnswers(ctx.assistant, metrics) };
  for (const channel of mountChannels?.(counted) ?? []) app.use(channel);
  if (ctx.keys !== null) app.use(limitGuesses(createLimitStore));
  app.use(authenticate(ctx.keys));
  app.use(warnOfProxy(ctx.config, logger));
  for (const limit of limitRequests(ctx.config, createLimitStore)) app.use(['/api', '/v1', '/mcp'], limit);
  app.use(['/api', '/v1'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  if (mountAgents) app.use(mountAgents(counted, callerOf, AUDIT_NOTES));
  const exportSlots = createExportSlots();
  app.use(
    healthRoutes(ctx),
    sessionRoutes(ctx),
    metricsRoutes(metrics.registry.contentType, shareMetrics(metrics.registry)),
    chatRoutes(counted),
    openAiRoutes(counted),
    searchRoutes(ctx),
    documentJobRoutes(ctx),
    documentRoutes(ctx),
    clauseRoutes(ctx),
    unitRoutes(ctx, exportSlots),
    queryRoutes(ctx, exportSlots),
    conversationRoutes(ctx),
    feedbackRoutes(ctx),
    personalDataRoutes(ctx, exportSlots),
    reportRoutes(ctx),
    docsRoutes(ctx),
    pageRoutes({
      onVisit: (request, response) => {
        if (ctx.keys === null) keepVisitor(request, response, ctx.config);
      },
    }),
  );
  app.use(answerUnknownPath);
  app.use(answerProblems(logger));
  return app;
}

/** The same assistant, whose answers are counted; one that is only given again is not. */
function countAnswers(assistant: Assistant, metrics: Metrics): Assistant {
  return {
    async answer(request, caller, options) {
      let isReplayed = false;
      const onReplay = () => {
        isReplayed = true;
        options?.onReplay?.();
      };
      const answer = await assistant.answer(request, caller, { ...options, onReplay });
      if (!isReplayed) metrics.observeAnswer(answer);
      return answer;
    },
  };
}

/** Nothing but the pages, which have rules of their own, needs to load anything; nothing is to be framed. */
function securityHeaders(isHttps: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps,
    xFrameOptions: { action: 'deny' },
  });
}
