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
  'invalid-request': { status: 400, title: '请求有误', detail: '请求的内容不符合接口要求。' },
  'invalid-json': { status: 400, title: '正文不是有效的 JSON', detail: '请检查正文的 JSON 语法。' },
  unauthorized: {
    status: 401,
    title: '需要访问密钥',
    detail: '请在 Authorization: Bearer 中给出有效的访问密钥；密钥由管理员用 npm run keys 生成。',
  },
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
  'not-found': { status: 404, title: '没有找到', detail: '所请求的内容不存在。' },
  'model-not-found': { status: 404, title: '没有这个模型', detail: '本服务只有名为 tiaowen 的模型。' },
  'method-not-allowed': { status: 405, title: '方法不被允许', detail: '此地址不支持该请求方法，见 Allow。' },
  'request-in-progress': {
    status: 409,
    title: '同一请求正在处理',
    detail: '带有同一 Idempotency-Key 的请求正在作答，请稍后重试。',
    retryAfter: 1,
  },
  'body-too-large': { status: 413, title: '正文过大', detail: '请求正文超过上限。' },
  'unsupported-media-type': {
    status: 415,
    title: '正文类型不被支持',
    detail: '正文须为 JSON，Content-Type 为 application/json，编码为 UTF-8。',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key 已用于另一问题',
    detail: '此 Idempotency-Key 已用于内容不同的请求；请为每个新问题另取一个。',
  },
  'too-many-requests': {
    status: 429,
    title: '请求过于频繁',
    detail: '已超过每分钟的请求数上限，请稍后再试。',
  },
  'internal-error': {
    status: 500,
    title: '服务内部出错',
    detail: '请把 requestId 告诉管理员，以便查找原因。',
    log: 'error',
  },
  'index-missing': {
    status: 503,
    title: '索引尚未建立',
    detail: '还没有可供查询的文件索引，请稍后再试，或由管理员运行 npm run ingest。',
    retryAfter: 10,
  },
  'index-format': {
    status: 503,
    title: '索引无法使用',
    detail: '索引与当前程序或向量设置不符，请由管理员运行 npm run ingest 重建。',
    retryAfter: 60,
    log: 'error',
  },
  'model-failed': {
    status: 503,
    title: '模型服务暂不可用',
    detail: '所依赖的模型服务没有正常应答，请稍后再试。',
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
    title: '服务繁忙',
    detail: '同时处理的问题已达上限，请稍后再试。',
    retryAfter: 2,
  },
  'answer-timeout': {
    status: 504,
    title: '回答超时',
    detail: '未能在规定时间内作答，请稍后再试或缩小问题范围。',
    log: 'warn',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
