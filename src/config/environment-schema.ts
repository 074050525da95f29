import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * Every variable that Tiaowen knows, with its default. Messages are for the person who starts it and never repeat the
 * value, which may be secret. `.env.example` explains the same variables; a test compares the two.
 */
export const environmentShape = {
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().refine(isBindable, '应为 IP 地址或主机名，不带协议与端口').default('127.0.0.1'),
  WORKERS: wholeNumber(1, 64).default(1),
  PUBLIC_URL: z.string().transform(parsePublicUrl).optional(),
  TRUST_PROXY: z.string().transform(parseTrustProxy).default(false),
  ALLOWED_HOSTS: z.string().transform(parseAllowedHosts).default([]),
  CORS_ORIGINS: z.string().transform(parseCorsOrigins).default([]),
  ALLOW_ANONYMOUS: flag().default(false),
  API_KEYS_FILE: z.string().optional(),
  TIAOWEN_KEY: z.string().optional(),

  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
  AUDIT_LOG: flag().optional(),
  AUDIT_QUESTIONS: z.enum(['off', 'masked', 'full'], '应为 off、masked 或 full').default('off'),
  AUDIT_DAYS: wholeNumber(1, 36_500).optional(),
  AUDIT_KEY: z.string().optional(),
  AUDIT_KEY_FILE: z.string().optional(),

  EMBEDDINGS: z.enum(['auto', 'local', 'openai', 'onnx'], '应为 auto、local、openai 或 onnx').default('auto'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().refine(isHttpUrl, '应为 http:// 或 https:// 开头的网址').optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  EMBEDDING_BASE_URL: z.string().refine(isHttpUrl, '应为 http:// 或 https:// 开头的网址').optional(),
  EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  EMBEDDING_MODEL_DIR: z.string().optional(),
  EMBEDDING_QUERY_PREFIX: z.string().optional(),
  EMBEDDING_PASSAGE_PREFIX: z.string().optional(),
  READER: z.enum(['auto', 'onnx', 'off'], '应为 auto、onnx 或 off').default('auto'),
  READER_MODEL_DIR: z.string().optional(),
  READER_TIMEOUT_SECONDS: wholeNumber(1, 3600).default(60),
  READER_MEMORY_MB: wholeNumber(128, 65_536).default(1024),
  CHAT_MODEL: z.string().optional(),
  MODEL_TIMEOUT_SECONDS: wholeNumber(1, 600).default(30),
  MODEL_CONCURRENCY: wholeNumber(1, 1000).default(8),
  MODEL_MAX_OUTPUT_TOKENS: wholeNumber(100, 100_000).default(1500),
  DAILY_MODEL_TOKENS: wholeNumber(0, 1_000_000_000_000).optional(),
  DAILY_MODEL_TOKENS_PER_KEY: wholeNumber(0, 1_000_000_000_000).optional(),
  EXPAND_CLAUSES: flag().default(false),
  EXPAND_MAX_TOKENS: wholeNumber(1000, 1_000_000_000_000).default(1_000_000),
  ALLOW_TRACING: flag().default(false),

  CONTACT: z
    .string()
    .regex(/^[^\p{Cc}\u2028\u2029]{1,100}$/u, '应为一行文字，不超过 100 个字符')
    .optional(),
  CONTACT_URL: z
    .string()
    .refine(isContactUrl, '应为 http://、https:// 开头的网址，或 tel: 开头的电话')
    .optional(),

  PUBLIC_COLLECTIONS: z.string().transform(splitList).default([]),
  CHANNEL_COLLECTIONS: z.string().transform(parseChannelCollections).default(new Map()),
  CHANNEL_QUESTIONS_PER_MINUTE: wholeNumber(1, 1000).default(10),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_SOCKET_MODE: flag().default(false),
  SLACK_TEAMS: z.string().transform(splitList).default([]),
  SLACK_ALLOW_EXTERNAL: flag().default(false),
  SLACK_API_URL: z.string().refine(isHttpUrl, '应为 http:// 或 https:// 开头的网址').optional(),
  FEISHU_APP_ID: z.string().optional(),
  FEISHU_APP_SECRET: z.string().optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  FEISHU_API_URL: apiUrl().default('https://open.feishu.cn'),
  WECOM_CORP_ID: z.string().optional(),
  WECOM_AGENT_ID: wholeNumber(0, 1_000_000_000_000).optional(),
  WECOM_SECRET: z.string().optional(),
  WECOM_TOKEN: z.string().optional(),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[a-z\d+/]{43}$/i, '应为管理后台生成的 43 个字母与数字')
    .optional(),
  WECOM_API_URL: apiUrl().default('https://qyapi.weixin.qq.com'),

  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      '应为 fatal、error、warn、info、debug、trace、silent 之一',
    )
    .default('info'),
  MAX_BODY_BYTES: wholeNumber(1024, 10_485_760).default(65_536),
  MAX_UPLOAD_BYTES: wholeNumber(1024, 1_073_741_824).default(52_428_800),
  WATCH_DIR: z.string().min(1).optional(),
  ANSWER_TIMEOUT_SECONDS: wholeNumber(1, 600).default(60),
  MAX_WAITING_ANSWERS: wholeNumber(1, 10_000).default(64),
  REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).optional(),
  REQUESTS_PER_MINUTE_PER_KEY: wholeNumber(1, 100_000_000).optional(),
} as const;

export type EnvironmentName = keyof typeof environmentShape;

export type Environment = {
  readonly [Name in EnvironmentName]: z.output<(typeof environmentShape)[Name]>;
};

/** What Express' `trust proxy` takes: nobody, a number of hops, or addresses. */
export type TrustProxy = false | number | readonly string[];

const NAMED_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

function wholeNumber(least: number, most: number) {
  const message = `应为 ${least} 至 ${most} 的整数`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

function flag() {
  return z.enum(['true', 'false'], '应为 true 或 false').transform((value) => value === 'true');
}

/** Without a closing slash. */
function apiUrl() {
  return z
    .string()
    .refine(isHttpUrl, '应为 http:// 或 https:// 开头的网址')
    .transform((url) => url.replace(/\/+$/, ''));
}

function isBindable(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(host);
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isContactUrl(text: string): boolean {
  if (/\s/u.test(text)) return false;
  if (/^tel:/i.test(text)) return /^tel:\+?\d[\d-]{1,30}$/i.test(text);
  if (!isHttpUrl(text) || !/^https?:\/\//i.test(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function parsePublicUrl(text: string, context: z.RefinementCtx): string {
  const url = new URL(isHttpUrl(text) ? text : 'invalid:?');
  if (url.origin === 'null' || `${url.search}${url.hash}${url.username}${url.password}` !== '') {
    context.addIssue('应为 http:// 或 https:// 开头的网址，可带路径前缀，不带参数与账号');
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** A proxy that is trusted blindly lets anyone claim any address, so `true` is not accepted. */
function parseTrustProxy(text: string, context: z.RefinementCtx): TrustProxy {
  if (text === 'false') return false;
  if (/^\d{1,2}$/.test(text)) return Number(text) === 0 ? false : Number(text);
  const entries = splitList(text);
  if (entries.length === 0 || !entries.every((entry) => NAMED_RANGES.has(entry) || isAddressRange(entry))) {
    context.addIssue(
      '应为 false、代理层数（如 1），或以逗号分隔的代理地址（如 loopback,10.0.0.0/8）；不接受 true，否则任何人都能伪造来源地址',
    );
    return z.NEVER;
  }
  return entries;
}

function isAddressRange(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/');
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (kind === 4 ? 32 : 128));
}

function parseAllowedHosts(text: string, context: z.RefinementCtx): readonly string[] {
  const entries = splitList(text);
  const isHost = (entry: string) => /^[^/?#@\\*]+$/.test(entry) && URL.canParse(`http://${entry}`);
  if (!entries.every(isHost)) {
    context.addIssue(
      '应为以逗号分隔的主机名（可带端口），不带协议与通配符，如 zhengce.example.cn,10.0.0.5:8080',
    );
    return z.NEVER;
  }
  return entries.map((entry) => entry.toLowerCase());
}

/** Each as browsers write it: lower case, without the port that the protocol has anyway. */
function parseCorsOrigins(text: string, context: z.RefinementCtx): readonly string[] {
  const entries = splitList(text);
  const isOrigin = (entry: string) =>
    /^https?:\/\/[^/?#@\\*\s]+\/?$/i.test(entry) && URL.canParse(entry) && new URL(entry).origin !== 'null';
  if (!entries.every(isOrigin)) {
    context.addIssue(
      '应为以逗号分隔的网站来源（协议、主机名与端口），不带路径与通配符，如 https://www.example.gov.cn,https://oa.example.cn:8443',
    );
    return z.NEVER;
  }
  return [...new Set(entries.map((entry) => new URL(entry).origin))];
}

/** `slack:C0123=内部+财政,slack:dm=内部`: where a question is asked → what may be seen there. */
function parseChannelCollections(
  text: string,
  context: z.RefinementCtx,
): ReadonlyMap<string, readonly string[]> {
  const entries = splitList(text).map(
    (entry) => /^(?<place>[a-z]+:[^=\s]+)=(?<names>[^=]+)$/u.exec(entry)?.groups,
  );
  if (!entries.every((entry) => entry !== undefined)) {
    context.addIssue(
      '应为以逗号分隔的 渠道:场所=文件组，几个文件组以 + 相连，如 slack:C0123=内部+财政,slack:dm=内部',
    );
    return z.NEVER;
  }
  const split = (names: string) => names.split('+').map((name) => name.trim());
  return new Map(entries.map(({ place, names }) => [place!, split(names!)]));
}

function splitList(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
