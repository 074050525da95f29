import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { refuseOtherMethods } from '../answer-problems.ts';
import { isMissingFile } from '../is-missing-file.ts';

/** Where the build of `web/` writes. */
const BUILT_PAGE = fileURLToPath(new URL('../../../../web/dist/', import.meta.url));

/** Addresses within the page; its own router reads them. Nothing else gets the page. */
const PAGE_PATHS = ['/', '/c/:id', '/clause/:id', '/unit/:name', '/documents', '/document/:id', '/report'];

const CONTENT_RULES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const HOW_TO_BUILD =
  '网页尚未构建。请在项目目录运行 npm run build:page，然后刷新；接口照常可用，说明见 docs/api.md。\n';

export interface PageOptions {
  /** Where the build is. */
  readonly folder?: string;
  /** Told of each request that is answered with the page, before it leaves. */
  readonly onVisit?: (request: Request, response: Response) => void;
}

/** The page for people and its files. Without a build the interfaces serve on and the page says how to make one. */
export function pageRoutes({ folder = BUILT_PAGE, onVisit }: PageOptions = {}): Router {
  const router = Router();
  // File names carry a hash of their content.
  router.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '365d', index: false }),
  );
  router.route(PAGE_PATHS).get(sendPage(folder, onVisit)).all(refuseOtherMethods('GET'));
  return router;
}

function sendPage(folder: string, onVisit: PageOptions['onVisit']): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-cache');
    const page = await readFile(`${folder}/index.html`, 'utf8').catch((error: unknown) => {
      if (isMissingFile(error)) return null;
      throw error;
    });
    if (page === null) {
      sayHowToBuild(response);
      return;
    }
    onVisit?.(request, response);
    response.set('Content-Security-Policy', CONTENT_RULES).type('html').send(withAddresses(page, request));
  };
}

/**
 * The build names its files relative to the page: `./assets/…`. Below /clause/… that is one folder up, whatever path
 * prefix a proxy strips.
 */
function withAddresses(page: string, request: Request): string {
  const depth = request.path.split('/').length - 2;
  return depth === 0 ? page : page.replace(/(?<=(?:src|href)=")\.\//g, '../'.repeat(depth));
}

function sayHowToBuild(response: Response): void {
  response.status(503).type('text/plain; charset=utf-8').send(HOW_TO_BUILD);
}
