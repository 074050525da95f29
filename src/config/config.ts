import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contact } from '../domain/answer.ts';
import { ConfigError } from '../domain/errors/config-error.ts';
import { type EnvironmentReading, readEnvironment } from './env.ts';
import type { Environment, EnvironmentName, TrustProxy } from './environment-schema.ts';
import { readAuditKeys } from './read-audit-keys.ts';
import { createSecret, type Secret } from './secret.ts';
import type { Secrets } from './secrets.ts';

/** Everything that may be set, checked and complete. Holds no secret. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Processes that serve; 1: this one alone. */
  readonly workers: number;
  /** Without a closing slash; may end in a path prefix that the proxy strips. */
  readonly publicUrl: string;
  /** True where PUBLIC_URL was set, false where `publicUrl` was made from host and port. */
  readonly hasPublicUrl: boolean;
  readonly trustProxy: TrustProxy;
  /** Lower case, with port where one was given. */
  readonly allowedHosts: readonly string[];
  /** Origins of other sites whose scripts may read replies, as browsers write them; empty: none. */
  readonly corsOrigins: readonly string[];
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute path of the access keys; null where everyone who reaches the address may ask. */
  readonly apiKeysFile: string | null;
  /** Null where requests are not audited. */
  readonly audit: {
    /** Whether the audit log keeps questions: not at all, with numbers of persons masked, or as asked. */
    readonly questions: 'off' | 'masked' | 'full';
    /** How many days its files are kept; null for ever. */
    readonly days: number | null;
  } | null;
  /** Whether changes of access keys are audited, also before the service is told of its key file: unless the log is switched off. */
  readonly auditsKeyChanges: boolean;
  /** How many days conversations that nobody adds to, and feedback, are kept; null for ever. */
  readonly retentionDays: number | null;
  /** Of one end user of a key, a key without end user, or one address without keys. */
  readonly requestsPerMinute: number;
  /** Whether that holds for the machine of a service that is for it alone too: where the number was set on purpose. */
  readonly limitsOwnMachine: boolean;
  /** Of one key over all its end users. */
  readonly requestsPerMinutePerKey: number;
  /** Named in refusals; null where nobody is. */
  readonly contact: Contact | null;
  /** What bots may show where. */
  readonly channels: {
    /** Collections that anyone may see. */
    readonly publicCollections: readonly string[];
    /** `channel:place` → collections. */
    readonly collectionsByPlace: ReadonlyMap<string, readonly string[]>;
    /** Of one person. */
    readonly questionsPerMinute: number;
    /** What is no secret of them; without its secrets a channel has no address. */
    readonly feishu: { readonly appId: string | null; readonly apiUrl: string };
    readonly wecom: {
      readonly corpId: string | null;
      readonly agentId: number | null;
      readonly apiUrl: string;
    };
  };
  readonly slack: SlackConfig;
  /** The model that reads a question with the clauses that may answer it. */
  readonly reader: { readonly kind: 'auto' | 'onnx' | 'off'; readonly modelDir: string };
  /** For one file of an office program, while it is ingested. */
  readonly fileLimits: { readonly timeoutMs: number; readonly memoryMb: number };
  readonly embeddings:
    | { readonly kind: 'local' }
    | { readonly kind: 'openai'; readonly model: string; readonly baseUrl: string | null }
    | {
        /** auto: onnx where the model and its packages are there, else local. */
        readonly kind: 'onnx' | 'auto';
        /** Absolute. */
        readonly modelDir: string;
        readonly queryPrefix: string;
        readonly passagePrefix: string;
      };
  /** The model that helps to write answers; null where answers are made of the clauses' own sentences. */
  readonly chat: ChatConfig | null;
  /** Whether a model writes questions that clauses answer, and tokens that one ingestion may spend on it; null where none does. */
  readonly expansion: { readonly maxTokens: number } | null;
  /** Whether LangChain may send what it does to a tracing service that the environment names. */
  readonly allowTracing: boolean;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly maxBodyBytes: number;
  /** That wait for their turn in one process; beyond it 503. */
  readonly maxWaitingAnswers: number;
  /** Of a file that is sent to be loaded. */
  readonly maxUploadBytes: number;
  /** Folder whose files are loaded as they come and go; null for none. */
  readonly watchDir: string | null;
  readonly answerTimeoutMs: number;
}

export interface SlackConfig {
  /** With a closing slash; null for Slack's own. */
  readonly apiUrl: string | null;
  /** Ids of the teams that are answered; empty: the token's own. */
  readonly teams: readonly string[];
  /** Whether people of other teams in shared channels are answered. */
  readonly allowExternal: boolean;
  /** Events come over a connection that we open, not to our address. */
  readonly socketMode: boolean;
}

export interface ChatConfig {
  readonly model: string;
  /** Null for OpenAI's own. */
  readonly baseUrl: string | null;
  /** For one call. */
  readonly timeoutMs: number;
  /** Calls at once. */
  readonly maxConcurrent: number;
  readonly maxOutputTokens: number;
  /** Of everyone in a day; null for no limit. */
  readonly dailyTokens: number | null;
  /** Of one access key in a day; null for no limit. */
  readonly dailyTokensPerKey: number | null;
}

/** See `models/README.md`. */
const SHIPPED_MODEL = fileURLToPath(new URL('../../models/multilingual-e5-small-zh', import.meta.url));
const SHIPPED_READER = fileURLToPath(new URL('../../models/reader-zh', import.meta.url));
/** Far more than a person reads in a minute, or a small office behind one address; a program that wants more is given more. */
const REQUESTS_PER_MINUTE = 300;
/** About what one process answers. */
const REQUESTS_PER_MINUTE_PER_KEY = 3000;

const REFUSED_FOR_NOW: readonly (readonly [EnvironmentName, string])[] = [
  ['DATABASE_URL', '本版本尚不支持 PostgreSQL，数据保存在 DATA_DIR；请删除此变量'],
];

/** Where access keys are kept: as the settings say, else in the data folder, where nothing reads them until the settings name them. */
export function keysFileOf({ apiKeysFile, dataDir }: Pick<Config, 'apiKeysFile' | 'dataDir'>): string {
  return apiKeysFile ?? join(dataDir, 'api-keys.json');
}

/** Reads, completes and cross-checks the environment. Throws one ConfigError that lists every problem, in Chinese. */
export function loadConfig(source?: NodeJS.ProcessEnv): { config: Config; secrets: Secrets } {
  const reading = readEnvironment(source);
  const auditKeys = readAuditKeys(reading.values);
  const problems = [...reading.problems, ...crossCheck(reading), ...auditKeys.problems];
  if (problems.length > 0) {
    throw new ConfigError(`配置有误，未启动：\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
  const values = reading.values as Environment;
  return {
    config: {
      host: values.HOST,
      port: values.PORT,
      workers: values.WORKERS,
      publicUrl: values.PUBLIC_URL ?? `http://${urlHost(values.HOST)}:${values.PORT}`,
      hasPublicUrl: values.PUBLIC_URL !== undefined,
      trustProxy: values.TRUST_PROXY,
      allowedHosts: values.ALLOWED_HOSTS,
      corsOrigins: values.CORS_ORIGINS,
      dataDir: resolve(values.DATA_DIR),
      apiKeysFile: values.API_KEYS_FILE === undefined ? null : resolve(values.API_KEYS_FILE),
      audit: chooseAudit(values),
      auditsKeyChanges: values.AUDIT_LOG !== false,
      retentionDays: values.RETENTION_DAYS ?? null,
      requestsPerMinute: values.REQUESTS_PER_MINUTE ?? REQUESTS_PER_MINUTE,
      limitsOwnMachine: values.REQUESTS_PER_MINUTE !== undefined,
      requestsPerMinutePerKey: values.REQUESTS_PER_MINUTE_PER_KEY ?? REQUESTS_PER_MINUTE_PER_KEY,
      contact: chooseContact(values),
      channels: {
        publicCollections: values.PUBLIC_COLLECTIONS,
        collectionsByPlace: values.CHANNEL_COLLECTIONS,
        questionsPerMinute: values.CHANNEL_QUESTIONS_PER_MINUTE,
        feishu: { appId: values.FEISHU_APP_ID ?? null, apiUrl: values.FEISHU_API_URL },
        wecom: {
          corpId: values.WECOM_CORP_ID ?? null,
          agentId: values.WECOM_AGENT_ID ?? null,
          apiUrl: values.WECOM_API_URL,
        },
      },
      slack: {
        apiUrl: values.SLACK_API_URL?.replace(/\/*$/, '/') ?? null,
        teams: values.SLACK_TEAMS,
        allowExternal: values.SLACK_ALLOW_EXTERNAL,
        socketMode: values.SLACK_SOCKET_MODE,
      },
      embeddings: chooseEmbeddings(values),
      reader: { kind: values.READER, modelDir: resolve(values.READER_MODEL_DIR ?? SHIPPED_READER) },
      fileLimits: { timeoutMs: values.READER_TIMEOUT_SECONDS * 1000, memoryMb: values.READER_MEMORY_MB },
      chat: chooseChat(values),
      expansion: values.EXPAND_CLAUSES ? { maxTokens: values.EXPAND_MAX_TOKENS } : null,
      allowTracing: values.ALLOW_TRACING,
      logLevel: values.LOG_LEVEL,
      maxBodyBytes: values.MAX_BODY_BYTES,
      maxWaitingAnswers: values.MAX_WAITING_ANSWERS,
      maxUploadBytes: values.MAX_UPLOAD_BYTES,
      watchDir: values.WATCH_DIR === undefined ? null : resolve(values.WATCH_DIR),
      answerTimeoutMs: values.ANSWER_TIMEOUT_SECONDS * 1000,
    },
    secrets: {
      auditKeys: auditKeys.keys.map(createSecret),
      openaiApiKey: secretOf(values.OPENAI_API_KEY),
      embeddingApiKey: secretOf(values.EMBEDDING_API_KEY),
      tiaowenKey: secretOf(values.TIAOWEN_KEY),
      feishuAppSecret: secretOf(values.FEISHU_APP_SECRET),
      feishuVerificationToken: secretOf(values.FEISHU_VERIFICATION_TOKEN),
      feishuEncryptKey: secretOf(values.FEISHU_ENCRYPT_KEY),
      wecomSecret: secretOf(values.WECOM_SECRET),
      wecomToken: secretOf(values.WECOM_TOKEN),
      wecomEncodingAesKey: secretOf(values.WECOM_ENCODING_AES_KEY),
      slackSigningSecret: secretOf(values.SLACK_SIGNING_SECRET),
      slackBotToken: secretOf(values.SLACK_BOT_TOKEN),
      slackAppToken: secretOf(values.SLACK_APP_TOKEN),
    },
  };
}

function secretOf(value: string | undefined): Secret | null {
  return value === undefined ? null : createSecret(value);
}

function chooseContact({ CONTACT: text, CONTACT_URL: url }: Environment): Contact | null {
  if (text === undefined) return null;
  return { text, ...(url !== undefined && { url: new URL(url).href }) };
}

/** Where it is known who asks, it is kept who asked. */
function chooseAudit(values: Environment): Config['audit'] {
  if (!(values.AUDIT_LOG ?? values.API_KEYS_FILE !== undefined)) return null;
  return { questions: values.AUDIT_QUESTIONS, days: values.AUDIT_DAYS ?? null };
}

function chooseEmbeddings(values: Environment): Config['embeddings'] {
  switch (values.EMBEDDINGS) {
    case 'local':
      return { kind: 'local' };
    case 'openai':
      return {
        kind: 'openai',
        model: values.EMBEDDING_MODEL,
        baseUrl: values.EMBEDDING_BASE_URL ?? values.OPENAI_BASE_URL ?? null,
      };
    case 'onnx':
    case 'auto':
      return { kind: values.EMBEDDINGS, ...chooseModelFolder(values) };
  }
}

/** The model that comes with the program, with the prefixes that it was trained with; another one says for itself. */
function chooseModelFolder(values: Environment) {
  const modelDir = resolve(values.EMBEDDING_MODEL_DIR ?? SHIPPED_MODEL);
  const isShipped = modelDir === SHIPPED_MODEL;
  return {
    modelDir,
    queryPrefix: values.EMBEDDING_QUERY_PREFIX ?? (isShipped ? 'query:' : ''),
    passagePrefix: values.EMBEDDING_PASSAGE_PREFIX ?? (isShipped ? 'passage:' : ''),
  };
}

function chooseChat(values: Environment): ChatConfig | null {
  if (values.CHAT_MODEL === undefined) return null;
  return {
    model: values.CHAT_MODEL,
    baseUrl: values.OPENAI_BASE_URL ?? null,
    timeoutMs: values.MODEL_TIMEOUT_SECONDS * 1000,
    maxConcurrent: values.MODEL_CONCURRENCY,
    maxOutputTokens: values.MODEL_MAX_OUTPUT_TOKENS,
    dailyTokens: values.DAILY_MODEL_TOKENS ?? null,
    dailyTokensPerKey: values.DAILY_MODEL_TOKENS_PER_KEY ?? null,
  };
}

/** Addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A host as it stands in a URL: an IPv6 address in square brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function crossCheck({ values }: EnvironmentReading): string[] {
  const problems: string[] = [];
  for (const [name, reason] of REFUSED_FOR_NOW) {
    if (values[name] !== undefined) problems.push(`${name}：${reason}`);
  }
  const isOpen = values.API_KEYS_FILE === undefined && values.ALLOW_ANONYMOUS !== true;
  if (values.HOST !== undefined && !isLoopback(values.HOST) && isOpen) {
    problems.push(
      'HOST：不是本机回环地址，而又没有配置访问密钥（API_KEYS_FILE），任何能连上的人都可使用；如确要如此，请同时设置 ALLOW_ANONYMOUS=true',
    );
  }
  if (values.CONTACT_URL !== undefined && values.CONTACT === undefined) {
    problems.push('CONTACT_URL：须同时设置 CONTACT（显示的文字）');
  }
  if (
    values.EMBEDDINGS === 'openai' &&
    (values.EMBEDDING_API_KEY ?? values.OPENAI_API_KEY ?? values.EMBEDDING_BASE_URL) === undefined
  ) {
    problems.push(
      'EMBEDDING_API_KEY：EMBEDDINGS=openai 时须设置它或 OPENAI_API_KEY；本地服务不需要密钥的，改设 EMBEDDING_BASE_URL 即可',
    );
  }
  if (
    values.CHAT_MODEL !== undefined &&
    values.OPENAI_API_KEY === undefined &&
    values.OPENAI_BASE_URL === undefined
  ) {
    problems.push(
      'OPENAI_API_KEY：设置 CHAT_MODEL 时必须设置；本地服务不需要密钥的，改设 OPENAI_BASE_URL 即可',
    );
  }
  if (values.EXPAND_CLAUSES === true && values.CHAT_MODEL === undefined) {
    problems.push('EXPAND_CLAUSES：设为 true 时必须同时设置 CHAT_MODEL，问题由它来写');
  }
  const hasSlackTokens = values.SLACK_APP_TOKEN !== undefined && values.SLACK_BOT_TOKEN !== undefined;
  if (values.SLACK_SOCKET_MODE === true && !hasSlackTokens) {
    problems.push('SLACK_SOCKET_MODE：设为 true 时必须同时设置 SLACK_APP_TOKEN 与 SLACK_BOT_TOKEN');
  }
  return problems;
}
