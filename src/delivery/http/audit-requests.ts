import type { Request, RequestHandler, Response } from 'express';
import type { AuditLog } from '../../audit/ports/audit-log.ts';
import { auditedAnswer } from '../../audit/ports/audited-answer.ts';
import type { Answer } from '../../domain/answer.ts';
import { ANONYMOUS, callerOf, isKnownCaller } from './caller.ts';
import type { MatchedRoute } from './match-route.ts';
import { requestIdOf } from './request-log.ts';

/** Interfaces and what speaks for people; health, metrics, the page and its description are not audited. */
const AUDITED = /^\/(?:api|v1|mcp|slack|feishu|wecom)(?:\/|$)/i;
const LONGEST_ID = 200;

/** What routes tell about a request. */
interface Notes {
  keyId?: string | null;
  question?: string;
  answer?: Answer;
  ids?: Readonly<Record<string, string>>;
}

/** Records every request once it ended, refused ones too: who, from where, what, about which ids, with which result. */
export function auditRequests(
  audit: AuditLog,
  options: { readonly hasKeys: boolean; readonly matchRoute: (path: string) => MatchedRoute | null },
): RequestHandler {
  return (request, response, next) => {
    const { path, ip: address = null } = request;
    if (!AUDITED.test(path)) {
      next();
      return;
    }
    response.once('close', () => {
      const { question = null, answer, keyId, ids } = notesOf(response);
      const matched = options.matchRoute(path);
      const { owner } = callerOf(response);
      const isKnown = isKnownCaller(response);
      audit.record({
        time: new Date().toISOString(),
        requestId: requestIdOf(response),
        keyId: isKnown ? owner.keyId : options.hasKeys ? (keyId ?? null) : ANONYMOUS.owner.keyId,
        endUser: isKnown ? owner.endUser : null,
        address,
        action: `${request.method} ${matched?.route ?? 'unknown'}`,
        ids: { ...matched?.ids, ...idsOf(request, answer), ...ids },
        status: response.headersSent ? response.statusCode : null,
        answer: answer ? auditedAnswer(answer) : null,
        question,
      });
    });
    next();
  };
}

/** The key behind a request that has no caller: one that was refused, or that signs in or out. */
export function noteKey(response: Response, keyId: string | null): void {
  notesOf(response).keyId = keyId;
}

export function noteQuestion(response: Response, question: string): void {
  notesOf(response).question = question;
}

export function noteAnswer(response: Response, answer: Answer): void {
  notesOf(response).answer = answer;
}

/** What a request is about where neither its path nor its body tells. */
export function noteIds(response: Response, ids: Readonly<Record<string, string>>): void {
  notesOf(response).ids = ids;
}

function notesOf(response: Response): Notes {
  response.locals['audited'] ??= {};
  return response.locals['audited'] as Notes;
}

/** An answer knows its conversation; else what the request names, if it is an id at all. */
function idsOf(request: Request, answer: Answer | undefined): Record<string, string> {
  if (answer) {
    const { conversationId, messageId } = answer;
    return { ...(conversationId !== '' && { conversationId }), messageId };
  }
  const named: Record<string, unknown> = { ...(request.body as object | undefined), ...request.query };
  const ids = ['conversationId', 'messageId', 'documentId'].flatMap((name) => {
    const id = named[name];
    return typeof id === 'string' && id.length <= LONGEST_ID ? [[name, id]] : [];
  });
  return Object.fromEntries(ids);
}
