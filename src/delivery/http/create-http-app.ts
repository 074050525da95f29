import express, { type Express } from 'express';
import helmet from 'helmet';
import type { AppContext } from '../../app-context.ts';
import type { Assistant } from '../../assistant/ports/assistant.ts';
import { answerProblems, answerUnknownPath } from './answer-problems.ts';
import { auditRequests } from './audit-requests.ts';
import { authenticate } from './authenticate.ts';
import { guardHostAndOrigin } from './guard-host.ts';
import { limitRequests } from './limit-requests.ts';
import { createRouteMatcher } from './match-route.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { logRequests } from './request-log.ts';
import { chatRoutes } from './routes/chat.ts';
import { clauseRoutes } from './routes/clauses.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { docsRoutes } from './routes/docs.ts';
import { documentRoutes } from './routes/documents.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { openAiRoutes } from './routes/openai.ts';
import { pageRoutes } from './routes/page.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { unitRoutes } from './routes/units.ts';

/** The HTTP delivery; it does not listen. What a later version brings answers 404. */
export function createHttpApp(ctx: AppContext): Express {
  const logger = ctx.logger.child({ room: 'http' });
  const app = express();
  app.set('trust proxy', ctx.config.trustProxy);
  app.set('etag', false);
  app.set('query parser', 'simple');

  const metrics = createMetrics();
  app.use(logRequests(logger));
  app.use(metrics.observeRequests);
  if (ctx.audit)
    app.use(auditRequests(ctx.audit, { hasKeys: ctx.keys !== null, matchRoute: createRouteMatcher(app) }));
  app.use(securityHeaders(ctx.config.publicUrl.startsWith('https:')));
  app.use(guardHostAndOrigin(ctx.config));
  app.use(authenticate(ctx.keys));
  if (ctx.config.requestsPerMinute !== null)
    app.use(['/api', '/v1'], limitRequests(ctx.config.requestsPerMinute));
  app.use(['/api', '/v1'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const counted = { ...ctx, assistant: countAnswers(ctx.assistant, metrics) };
  app.use(
    healthRoutes(ctx),
    sessionRoutes(ctx),
    metricsRoutes(metrics),
    chatRoutes(counted),
    openAiRoutes(counted),
    searchRoutes(ctx),
    documentRoutes(ctx),
    clauseRoutes(ctx),
    unitRoutes(ctx),
    conversationRoutes(ctx),
    feedbackRoutes(ctx),
    personalDataRoutes(ctx),
    docsRoutes(ctx),
    pageRoutes(),
  );
  app.use(answerUnknownPath);
  app.use(answerProblems(logger));
  return app;
}

/** The same assistant, whose answers are counted. */
function countAnswers(assistant: Assistant, metrics: Metrics): Assistant {
  return {
    async answer(request, caller, options) {
      const answer = await assistant.answer(request, caller, options);
      metrics.observeAnswer(answer);
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
