import { PREFIX } from '../shell/addresses.ts';

/** What the service said instead of answering; `code` is stable, the message is for people. */
export class ServiceProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(problem: { readonly code: string; readonly status: number; readonly message: string }) {
    super(problem.message);
    this.code = problem.code;
    this.status = problem.status;
  }
}

/** Below the path prefix that a proxy may have put before the service. */
export function apiUrl(path: string): string {
  return `${PREFIX}${path}`;
}

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(apiUrl(path), { credentials: 'same-origin', ...init });
  if (response.status === 401) signedOut.dispatchEvent(new Event('out'));
  if (!response.ok) throw await readProblem(response);
  return response;
}

const signedOut = new EventTarget();

/** Tells when the service wants a key that the page has not; returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.addEventListener('out', listener);
  return () => signedOut.removeEventListener('out', listener);
}

export async function getJson<Reply>(path: string, signal?: AbortSignal): Promise<Reply> {
  const response = await request(path, { headers: { accept: 'application/json' }, signal });
  return (await response.json()) as Reply;
}

export function jsonRequest(method: string, body: unknown, accept = 'application/json'): RequestInit {
  return { method, headers: { 'content-type': 'application/json', accept }, body: JSON.stringify(body) };
}

/** A sentence for people, whatever went wrong. */
export function explainFailure(error: unknown): string {
  if (error instanceof ServiceProblem) return error.message;
  return '网络不通，或服务没有应答。';
}

async function readProblem(response: Response): Promise<ServiceProblem> {
  const body = (await response.json().catch(() => null)) as { code?: string; detail?: string } | null;
  return new ServiceProblem({
    code: body?.code ?? 'unknown',
    status: response.status,
    message: body?.detail ?? `服务应答异常（${response.status}）。`,
  });
}
