import express, { type Express } from 'express';
import helmet from 'helmet';
import type { AppContext } from '../../app-context.ts';
import { answerProblems, answerUnknownPath } from './answer-problems.ts';
import { guardHostAndOrigin } from './guard-host.ts';
import { logRequests } from './request-log.ts';
import { chatRoutes } from './routes/chat.ts';
import { clauseRoutes } from './routes/clauses.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { documentRoutes } from './routes/documents.ts';
import { healthRoutes } from './routes/health.ts';
import { openAiRoutes } from './routes/openai.ts';
import { pageRoutes } from './routes/page.ts';
import { searchRoutes } from './routes/search.ts';
import { unitRoutes } from './routes/units.ts';

/** The HTTP delivery; it does not listen. What a later version brings answers 404. */
export function createHttpApp(ctx: AppContext): Express {
  const logger = ctx.logger.child({ room: 'http' });
  const app = express();
  app.set('trust proxy', ctx.config.trustProxy);
  app.set('etag', false);
  app.set('query parser', 'simple');

  app.use(logRequests(logger));
  app.use(securityHeaders(ctx.config.publicUrl.startsWith('https:')));
  app.use(guardHostAndOrigin(ctx.config));
  app.use(['/api', '/v1'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(
    healthRoutes(ctx),
    chatRoutes(ctx),
    openAiRoutes(ctx),
    searchRoutes(ctx),
    documentRoutes(ctx),
    clauseRoutes(ctx),
    unitRoutes(ctx),
    conversationRoutes(ctx),
    pageRoutes(),
  );
  app.use(answerUnknownPath);
  app.use(answerProblems(logger));
  return app;
}

/** Nothing but the page, which has rules of its own, needs to load anything; nothing is to be framed. */
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
