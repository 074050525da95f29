import { FAILURES } from '../../portal/failures.ts';

/** One row of the error table: what a client sees for a stable code. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Said where the place that failed adds nothing of its own. */
  readonly detail: string;
  /** Seconds for `Retry-After`. */
  readonly retryAfter?: number;
  /** Level at which the cause is logged; absent where the line of the request says enough. */
  readonly log?: 'error' | 'warn';
}

/**
 * Every error that HTTP can answer, by code. Codes of `TiaowenError` that stand here are answered with the detail of this
 * table, because their own messages are written for the log.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, ...FAILURES['invalid-request'] },
  'invalid-json': { status: 400, ...FAILURES['invalid-json'] },
  unauthorized: { status: 401, ...FAILURES.unauthorized },
  'forbidden-scope': { status: 403, title: '密钥权限不足', detail: '此密钥没有这项权限。' },
  'forbidden-end-user': {
    status: 403,
    title: '不能代用户提问',
    detail: '此密钥不允许使用 X-End-User。',
  },
  'forbidden-host': {
    status: 403,
    title: '主机名不被接受',
    detail: '请求的 Host 不在允许之列；管理员可用 ALLOWED_HOSTS 或 PUBLIC_URL 设置。',
  },
  'forbidden-origin': { status: 403, title: '来源不被接受', detail: '不接受其他网站发来的写请求。' },
  'not-found': { status: 404, ...FAILURES['not-found'] },
  'model-not-found': { status: 404, title: '没有这个模型', detail: '本服务只有名为 tiaowen 的模型。' },
  'method-not-allowed': { status: 405, title: '方法不被允许', detail: '此地址不支持该请求方法，见 Allow。' },
  'request-in-progress': {
    status: 409,
    ...FAILURES['request-in-progress'],
    retryAfter: 1,
  },
  'stale-cursor': { status: 409, ...FAILURES['stale-cursor'] },
  'body-too-large': { status: 413, ...FAILURES['body-too-large'] },
  'unsupported-media-type': {
    status: 415,
    ...FAILURES['unsupported-media-type'],
  },
  'idempotency-key-reused': {
    status: 422,
    ...FAILURES['idempotency-key-reused'],
  },
  'too-many-requests': {
    status: 429,
    title: '请求过于频繁',
    detail: '已超过每分钟的请求数上限，请稍后再试。',
  },
  'internal-error': {
    status: 500,
    ...FAILURES['internal-error'],
    log: 'error',
  },
  'index-missing': {
    status: 503,
    ...FAILURES['index-missing'],
    retryAfter: 10,
  },
  'index-format': {
    status: 503,
    ...FAILURES['index-format'],
    retryAfter: 60,
    log: 'error',
  },
  'model-failed': {
    status: 503,
    ...FAILURES['model-failed'],
    retryAfter: 10,
    log: 'warn',
  },
  'store-unavailable': {
    status: 503,
    ...FAILURES['store-unavailable'],
    retryAfter: 10,
    log: 'warn',
  },
  'not-ready': {
    status: 503,
    title: '尚未就绪',
    detail: '索引或会话存储暂不可用。',
    retryAfter: 5,
    log: 'warn',
  },
  stopping: { status: 503, title: '服务正在停止', detail: '请稍后再试。', retryAfter: 5 },
  overloaded: {
    status: 503,
    ...FAILURES.overloaded,
    retryAfter: 2,
  },
  'answer-timeout': {
    status: 504,
    ...FAILURES['answer-timeout'],
    log: 'warn',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
