import type { ModelFailure } from '../../../domain/errors/model-error.ts';

/** Why a call failed. */
export interface ServiceFailure {
  readonly reason: Extract<
    ModelFailure,
    'timeout' | 'rate-limited' | 'unavailable' | 'rejected' | 'unusable'
  >;
  /** For people; holds nothing that was sent or received. */
  readonly explanation: string;
  /** True where the same call may succeed later. */
  readonly isPassing: boolean;
  /** Milliseconds that the service asks to wait, null where it says nothing. */
  readonly retryAfterMs: number | null;
}

/** Reads what a client of OpenAI's, or LangChain around it, threw. */
export function readServiceFailure(error: unknown): ServiceFailure {
  return { ...classify(error), retryAfterMs: readRetryAfter(findProperty(error, 'headers')) };
}

function classify(error: unknown): Omit<ServiceFailure, 'retryAfterMs'> {
  const status = findProperty(error, 'status');
  const code = findProperty(error, 'code');
  if (typeof status === 'number') return classifyStatus(status, code);
  if (findProperty(error, 'name') === 'TimeoutError') {
    return { reason: 'timeout', explanation: '超时未答', isPassing: true };
  }
  // ECONNREFUSED, UND_ERR_SOCKET: a connection that failed or broke off carries a code.
  if (typeof code === 'string') {
    return { reason: 'unavailable', explanation: `无法连接（${code}）`, isPassing: true };
  }
  // A reply that could not be read will not read better, and was paid for.
  return { reason: 'unusable', explanation: '无法连接，或应答无法读取', isPassing: false };
}

function classifyStatus(status: number, code: unknown): Omit<ServiceFailure, 'retryAfterMs'> {
  const shown = `HTTP ${status}`;
  if (code === 'insufficient_quota') {
    return { reason: 'rejected', explanation: `账户额度已用完（${shown}）`, isPassing: false };
  }
  if (status === 429)
    return { reason: 'rate-limited', explanation: `请求过于频繁（${shown}）`, isPassing: true };
  if (status === 408) return { reason: 'timeout', explanation: `超时未答（${shown}）`, isPassing: true };
  if (status === 409 || status >= 500) {
    return { reason: 'unavailable', explanation: `服务故障（${shown}）`, isPassing: true };
  }
  return { reason: 'rejected', explanation: `请求被拒绝（${shown}）${hintFor(status)}`, isPassing: false };
}

function hintFor(status: number): string {
  if (status < 400) return '，它要把请求转到另一个地址，请检查 OPENAI_BASE_URL';
  if (status === 401 || status === 403) return '，请检查 OPENAI_API_KEY';
  if (status === 404) return '，请检查 OPENAI_BASE_URL 与模型名称';
  return '';
}

/** `Retry-After` holds seconds or a date; OpenAI also sends `retry-after-ms`. */
function readRetryAfter(headers: unknown): number | null {
  if (!(headers instanceof Headers)) return null;
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** The property of the error, or of the nearest cause that has it. A name counts only where it was given on purpose. */
function findProperty(error: unknown, name: 'status' | 'code' | 'headers' | 'name'): unknown {
  for (let at = error; typeof at === 'object' && at !== null; at = (at as Error).cause) {
    const value = (at as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && (name !== 'name' || value === 'TimeoutError')) return value;
  }
  return undefined;
}
