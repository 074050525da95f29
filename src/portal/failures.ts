import { AccessRefusedError } from '../domain/errors/access-refused-error.ts';
import { InvalidRequestError } from '../domain/errors/invalid-request-error.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import { TiaowenError } from '../domain/errors/tiaowen-error.ts';

/** What goes wrong with a question or a look-up, in words for people: the same over every delivery. */
export const FAILURES = {
  'invalid-request': { title: '请求有误', detail: '请求的内容不符合接口要求。' },
  'invalid-json': { title: '正文不是有效的 JSON', detail: '请检查正文的 JSON 语法。' },
  unauthorized: {
    title: '需要访问密钥',
    detail: '请在 Authorization: Bearer 中给出有效的访问密钥；密钥由管理员用 npm run keys 生成。',
  },
  'not-found': { title: '没有找到', detail: '所请求的内容不存在。' },
  'stale-cursor': {
    title: '列表已有变化',
    detail: '取上一页之后索引或可见文件有了变化，请不带 cursor 从头读取。',
  },
  'request-in-progress': {
    title: '同一请求正在处理',
    detail: '带有同一 Idempotency-Key 的请求正在作答，请稍后重试。',
  },
  'body-too-large': { title: '正文过大', detail: '请求正文超过上限。' },
  'unsupported-media-type': {
    title: '正文类型不被支持',
    detail: '正文须为 JSON，Content-Type 为 application/json，编码为 UTF-8。',
  },
  'idempotency-key-reused': {
    title: 'Idempotency-Key 已用于另一问题',
    detail: '此 Idempotency-Key 已用于内容不同的请求；请为每个新问题另取一个。',
  },
  'internal-error': { title: '服务内部出错', detail: '请把 requestId 告诉管理员，以便查找原因。' },
  'index-missing': {
    title: '索引尚未建立',
    detail: '还没有可供查询的文件索引，请稍后再试，或由管理员运行 npm run ingest -- 文件或文件夹 建立索引。',
  },
  'index-format': {
    title: '索引无法使用',
    detail:
      '索引已损坏，或与当前程序、向量设置不符。服务日志中写明了原因和修复的命令（通常是 npm run ingest -- --rebuild），请告诉管理员。',
  },
  'model-failed': { title: '模型服务暂不可用', detail: '所依赖的模型服务没有正常应答，请稍后再试。' },
  'store-unavailable': {
    title: '记录暂时无法读写',
    detail: '保存会话与评价的存储暂不可用，请稍后再试；提问不受影响。',
  },
  overloaded: { title: '服务繁忙', detail: '同时处理的问题已达上限，请稍后再试。' },
  'answer-timeout': { title: '回答超时', detail: '未能在规定时间内作答，请稍后再试或缩小问题范围。' },
} as const;

export type FailureCode = keyof typeof FAILURES;

/** What may be told of an error. */
export interface Failure {
  readonly code: FailureCode;
  readonly title: string;
  readonly detail: string;
}

/** Codes of body-parser, by its `type`. */
const BODY_FAILURES: Readonly<Record<string, FailureCode>> = {
  'entity.parse.failed': 'invalid-json',
  'entity.too.large': 'body-too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
};

/** The code of whatever was thrown; what nobody expected is `internal-error`. */
export function failureCodeOf(error: unknown): FailureCode {
  if (error instanceof TiaowenError && Object.hasOwn(FAILURES, error.code)) return error.code as FailureCode;
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const code = typeof type === 'string' ? BODY_FAILURES[type] : undefined;
  if (code) return code;
  // What Express and body-parser blame on the request: a bad percent escape in the path, a body cut short.
  if (typeof status === 'number' && status >= 400 && status < 500) return 'invalid-request';
  return 'internal-error';
}

/** What an error says of its own to people; undefined where the table says it, because other messages are written for the log. */
export function ownDetailOf(error: unknown): string | undefined {
  if (error instanceof NotFoundError) return error.detail;
  const isForPeople = error instanceof AccessRefusedError || error instanceof InvalidRequestError;
  return isForPeople ? error.message : undefined;
}

export function describeFailure(error: unknown): Failure {
  const code = failureCodeOf(error);
  const { title, detail } = FAILURES[code];
  return { code, title, detail: ownDetailOf(error) ?? detail };
}
