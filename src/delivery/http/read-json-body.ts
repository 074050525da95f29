import express, { type RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

/** Reads a JSON body up to the limit. A body that is not declared as JSON is refused unread. */
export function readJsonBody(maxBytes: number): RequestHandler[] {
  const requireJson: RequestHandler = (request, _response, next) => {
    const type = request.headers['content-type'] ?? '';
    if (!/^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
      throw new HttpProblem('unsupported-media-type');
    }
    next();
  };
  return [requireJson, express.json({ limit: maxBytes, type: () => true })];
}
