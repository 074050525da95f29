import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isLoopback, loadConfig, urlHost } from '../../src/config/config.ts';
import { chooseEmbedder } from '../../src/config/embedder-settings.ts';
import { revealAll } from '../../src/config/secrets.ts';
import { ConfigError } from '../../src/domain/errors/config-error.ts';

function problemsOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return '';
}

const KEY = 'k'.repeat(32);

describe('loadConfig', () => {
  it('needs nothing: loopback, port 3000, local embeddings', () => {
    const { config, secrets } = loadConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      trustProxy: false,
      embeddings: { kind: 'auto', queryPrefix: 'query:', passagePrefix: 'passage:' },
      maxBodyBytes: 65_536,
      answerTimeoutMs: 60_000,
    });
    expect(config.dataDir).toBe(`${process.cwd()}/data`);
    expect(secrets.openaiApiKey).toBeNull();
  });

  it.each([
    [{}, null],
    [{ CONTACT: '综合科' }, { text: '综合科' }],
    [
      { CONTACT: '拨打12345', CONTACT_URL: 'TEL:12345' },
      { text: '拨打12345', url: 'tel:12345' },
    ],
    [
      { CONTACT: '留言', CONTACT_URL: 'HTTPS://Example.cn/a' },
      { text: '留言', url: 'https://example.cn/a' },
    ],
  ])('reads the contact of %j', (environment, contact) => {
    expect(loadConfig(environment).config.contact).toEqual(contact);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ PORT: '', HOST: '  ', DATABASE_URL: '', API_KEYS_FILE: '' }).config.port).toBe(3000);
  });

  it.each([
    ['PORT=abc', { PORT: 'abc' }, 'PORT：应为 0 至 65535 的整数'],
    ['PORT=70000', { PORT: '70000' }, 'PORT：应为 0 至 65535 的整数'],
    ['PORT=1e3', { PORT: '1e3' }, 'PORT：'],
    ['HOST with scheme', { HOST: 'http://127.0.0.1' }, 'HOST：应为 IP 地址或主机名'],
    ['HOST open', { HOST: '0.0.0.0' }, 'ALLOW_ANONYMOUS=true'],
    ['HOST open, anonymous false', { HOST: '::', ALLOW_ANONYMOUS: 'false' }, 'ALLOW_ANONYMOUS=true'],
    ['HOST that only begins like loopback', { HOST: '127.0.0.1.example.cn' }, 'ALLOW_ANONYMOUS=true'],
    ['ALLOW_ANONYMOUS=yes', { ALLOW_ANONYMOUS: 'yes' }, 'ALLOW_ANONYMOUS：应为 true 或 false'],
    ['PUBLIC_URL without scheme', { PUBLIC_URL: 'zhengce.example.cn' }, 'PUBLIC_URL：'],
    ['PUBLIC_URL with another scheme', { PUBLIC_URL: 'ftp://zhengce.example.cn' }, 'PUBLIC_URL：'],
    ['PUBLIC_URL with a query', { PUBLIC_URL: 'https://zhengce.example.cn/?a=1' }, 'PUBLIC_URL：'],
    ['TRUST_PROXY=true', { TRUST_PROXY: 'true' }, 'TRUST_PROXY：'],
    ['TRUST_PROXY with a bad prefix', { TRUST_PROXY: '10.0.0.0/64' }, 'TRUST_PROXY：'],
    ['ALLOWED_HOSTS=*', { ALLOWED_HOSTS: '*' }, 'ALLOWED_HOSTS：'],
    ['ALLOWED_HOSTS with scheme', { ALLOWED_HOSTS: 'https://a.example.cn' }, 'ALLOWED_HOSTS：'],
    ['CONTACT of two lines', { CONTACT: 'a\nb' }, 'CONTACT：'],
    ['a long CONTACT', { CONTACT: '字'.repeat(101) }, 'CONTACT：'],
    ['CONTACT_URL alone', { CONTACT_URL: 'tel:12345' }, 'CONTACT_URL：须同时设置 CONTACT'],
    ['CONTACT_URL=javascript', { CONTACT: 'a', CONTACT_URL: 'javascript:alert(1)' }, 'CONTACT_URL：应为'],
    ['CONTACT_URL=data', { CONTACT: 'a', CONTACT_URL: 'data:text/html,x' }, 'CONTACT_URL：'],
    ['CONTACT_URL without scheme', { CONTACT: 'a', CONTACT_URL: 'example.cn' }, 'CONTACT_URL：'],
    ['CONTACT_URL with an account', { CONTACT: 'a', CONTACT_URL: 'https://a:b@example.cn' }, 'CONTACT_URL：'],
    ['CONTACT_URL with a blank', { CONTACT: 'a', CONTACT_URL: 'https://example.cn/a b' }, 'CONTACT_URL：'],
    ['CONTACT_URL that dials no number', { CONTACT: 'a', CONTACT_URL: 'tel:*06#' }, 'CONTACT_URL：'],
    ['CORS_ORIGINS=*', { CORS_ORIGINS: '*' }, 'CORS_ORIGINS：应为以逗号分隔的网站来源'],
    ['CORS_ORIGINS with a wildcard', { CORS_ORIGINS: 'https://*.example.cn' }, 'CORS_ORIGINS：'],
    ['CORS_ORIGINS without scheme', { CORS_ORIGINS: 'a.example.cn' }, 'CORS_ORIGINS：'],
    ['CORS_ORIGINS with a path', { CORS_ORIGINS: 'https://a.example.cn/x' }, 'CORS_ORIGINS：'],
    ['CORS_ORIGINS with an account', { CORS_ORIGINS: 'https://a@b.example.cn' }, 'CORS_ORIGINS：'],
    ['CORS_ORIGINS=null', { CORS_ORIGINS: 'null' }, 'CORS_ORIGINS：'],
    ['CORS_ORIGINS, one good', { CORS_ORIGINS: 'https://a.cn,file:///x' }, 'CORS_ORIGINS：'],
    [
      'REQUESTS_PER_MINUTE_PER_KEY=0',
      { REQUESTS_PER_MINUTE_PER_KEY: '0' },
      'REQUESTS_PER_MINUTE_PER_KEY：应为 1 至',
    ],
    ['a short AUDIT_KEY', { AUDIT_KEY: 'x'.repeat(31) }, 'AUDIT_KEY：应为一个或几个至少 32 个字符'],
    ['AUDIT_KEY twice', { AUDIT_KEY: `${KEY},${KEY}` }, 'AUDIT_KEY：'],
    ['AUDIT_KEY beside a file', { AUDIT_KEY: KEY, AUDIT_KEY_FILE: '/x' }, 'AUDIT_KEY_FILE：不能与'],
    ['AUDIT_KEY_FILE that is not there', { AUDIT_KEY_FILE: '/none/key' }, 'AUDIT_KEY_FILE：文件不存在'],
    [
      'AUDIT_KEY_FILE in the data folder',
      { DATA_DIR: '/srv/data', AUDIT_KEY_FILE: '/srv/data/keys/audit.key' },
      'AUDIT_KEY_FILE：不能放在 DATA_DIR 之内',
    ],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://u:p@db/t' }, 'DATABASE_URL：本版本尚不支持 PostgreSQL'],
    ['EMBEDDINGS=remote', { EMBEDDINGS: 'remote' }, 'EMBEDDINGS：应为 auto、local、openai 或 onnx'],
    ['EMBEDDINGS=openai, no key', { EMBEDDINGS: 'openai' }, 'EMBEDDING_API_KEY：EMBEDDINGS=openai 时须设置'],
    ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'api.example.com' }, 'OPENAI_BASE_URL：'],
    ['LOG_LEVEL=loud', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL：'],
    ['MAX_BODY_BYTES=10', { MAX_BODY_BYTES: '10' }, 'MAX_BODY_BYTES：应为 1024 至 10485760 的整数'],
    ['ANSWER_TIMEOUT_SECONDS=0', { ANSWER_TIMEOUT_SECONDS: '0' }, 'ANSWER_TIMEOUT_SECONDS：'],
  ])('refuses %s', (_title, environment, expected) => {
    expect(problemsOf(environment)).toContain(expected);
  });

  it('reports every problem in one message and repeats no value', () => {
    const message = problemsOf({
      PORT: 'x',
      HOST: '0.0.0.0',
      EMBEDDINGS: 'openai',
      DATABASE_URL: 'postgres://tiaowen:hunter2@db/t',
      OPENAI_BASE_URL: 'sk-planted-in-the-wrong-place',
    });
    for (const name of ['PORT', 'HOST', 'EMBEDDING_API_KEY', 'DATABASE_URL', 'OPENAI_BASE_URL']) {
      expect(message).toContain(`${name}：`);
    }
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('sk-planted');
  });

  it.each([
    ['loopback name', { HOST: 'localhost' }, { host: 'localhost', publicUrl: 'http://localhost:3000' }],
    ['loopback IPv6', { HOST: '::1', PORT: '81' }, { publicUrl: 'http://[::1]:81' }],
    ['open and said so', { HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' }, { host: '0.0.0.0' }],
    [
      'a public address with prefix',
      { PUBLIC_URL: 'https://zhengce.example.cn/tiaowen/' },
      { publicUrl: 'https://zhengce.example.cn/tiaowen', hasPublicUrl: true },
    ],
    ['one proxy', { TRUST_PROXY: '1' }, { trustProxy: 1 }],
    ['no proxy', { TRUST_PROXY: '0' }, { trustProxy: false }],
    ['proxy ranges', { TRUST_PROXY: 'loopback, 10.0.0.0/8' }, { trustProxy: ['loopback', '10.0.0.0/8'] }],
    [
      'hosts',
      { ALLOWED_HOSTS: 'A.example.cn，b.example.cn:8080' },
      { allowedHosts: ['a.example.cn', 'b.example.cn:8080'] },
    ],
    [
      'origins, as browsers write them',
      { CORS_ORIGINS: 'https://A.example.cn/，http://b.example.cn:8080, https://a.example.cn:443' },
      { corsOrigins: ['https://a.example.cn', 'http://b.example.cn:8080'] },
    ],
    [
      'limits',
      { REQUESTS_PER_MINUTE_PER_KEY: '600' },
      { requestsPerMinutePerKey: 600, requestsPerMinute: 300, limitsOwnMachine: false },
    ],
    [
      'the limits of a new installation',
      {},
      {
        requestsPerMinute: 300,
        requestsPerMinutePerKey: 3000,
        maxWaitingAnswers: 64,
        answerTimeoutMs: 60_000,
        maxBodyBytes: 65_536,
      },
    ],
    [
      'a limit for this machine too',
      { REQUESTS_PER_MINUTE: '300' },
      { requestsPerMinute: 300, limitsOwnMachine: true },
    ],
    [
      'an embedding service',
      { EMBEDDINGS: 'openai', OPENAI_API_KEY: 'sk-1', EMBEDDING_MODEL: 'm' },
      { embeddings: { kind: 'openai', model: 'm', baseUrl: null } },
    ],
    [
      'a model folder',
      { EMBEDDINGS: 'onnx', EMBEDDING_MODEL_DIR: './e5', EMBEDDING_QUERY_PREFIX: 'query: ' },
      {
        embeddings: {
          kind: 'onnx',
          modelDir: `${process.cwd()}/e5`,
          queryPrefix: 'query:',
          passagePrefix: '',
        },
      },
    ],
    [
      'slack',
      {
        SLACK_SIGNING_SECRET: 's',
        SLACK_BOT_TOKEN: 't',
        SLACK_TEAMS: 'T1，T2',
        SLACK_API_URL: 'http://x.test/api',
      },
      {
        slack: { apiUrl: 'http://x.test/api/', teams: ['T1', 'T2'], allowExternal: false, socketMode: false },
      },
    ],
  ])('accepts %s', (_title, environment, expected) => {
    expect(loadConfig(environment).config).toMatchObject(expected);
  });

  it('keeps secrets out of the config and out of print', () => {
    const loaded = loadConfig({ OPENAI_API_KEY: 'sk-planted-0001', EMBEDDING_API_KEY: 'sk-planted-0002' });
    const printed = [
      JSON.stringify(loaded),
      inspect(loaded, { depth: 9 }),
      String(loaded.secrets.openaiApiKey),
    ];
    expect(printed.join()).not.toContain('sk-planted');
    expect(revealAll(loaded.secrets)).toEqual(['sk-planted-0001', 'sk-planted-0002']);
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['localhost.example.cn', false],
  ])('%s → %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

it('urlHost puts an IPv6 address in brackets', () => {
  expect(urlHost('::1')).toBe('[::1]');
  expect(urlHost('127.0.0.1')).toBe('127.0.0.1');
});

const SHIPPED = {
  modelDir: resolve(import.meta.dirname, '../../models/multilingual-e5-small-zh'),
  queryPrefix: 'query:',
  passagePrefix: 'passage:',
};

describe('chooseEmbedder', () => {
  it.each([
    [{}, { kind: 'auto', ...SHIPPED }],
    [
      { EMBEDDINGS: 'onnx', OPENAI_API_KEY: 'sk-1' },
      { kind: 'onnx', ...SHIPPED },
    ],
    [{ EMBEDDINGS: 'local' }, { kind: 'local' }],
    [
      { EMBEDDING_QUERY_PREFIX: 'q', EMBEDDING_PASSAGE_PREFIX: 'p' },
      { kind: 'auto', ...SHIPPED, queryPrefix: 'q', passagePrefix: 'p' },
    ],
    [
      {
        EMBEDDINGS: 'openai',
        OPENAI_API_KEY: 'sk-1',
        OPENAI_BASE_URL: 'http://10.0.0.8/v1',
        EMBEDDING_API_KEY: 'sk-2',
        EMBEDDING_BASE_URL: 'http://10.0.0.9/v1',
        EMBEDDING_MODEL: 'bge',
      },
      { kind: 'openai', apiKey: 'sk-2', model: 'bge', baseUrl: 'http://10.0.0.9/v1' },
    ],
    [
      { EMBEDDINGS: 'openai', EMBEDDING_BASE_URL: 'http://10.0.0.9/v1', EMBEDDING_MODEL: 'bge' },
      { kind: 'openai', apiKey: 'none', model: 'bge', baseUrl: 'http://10.0.0.9/v1' },
    ],
    [
      { EMBEDDINGS: 'openai', OPENAI_API_KEY: 'sk-1' },
      { kind: 'openai', apiKey: 'sk-1', model: 'text-embedding-3-small' },
    ],
    [
      {
        EMBEDDINGS: 'openai',
        OPENAI_API_KEY: 'sk-1',
        OPENAI_BASE_URL: 'http://10.0.0.8/v1',
        EMBEDDING_MODEL: 'bge',
      },
      { kind: 'openai', apiKey: 'sk-1', model: 'bge', baseUrl: 'http://10.0.0.8/v1' },
    ],
    [
      { EMBEDDINGS: 'onnx', EMBEDDING_MODEL_DIR: '/models/e5', EMBEDDING_PASSAGE_PREFIX: 'passage:' },
      { kind: 'onnx', modelDir: '/models/e5', queryPrefix: '', passagePrefix: 'passage:' },
    ],
  ])('%j', (environment: Record<string, string>, expected) => {
    const { config, secrets } = loadConfig(environment);
    expect(chooseEmbedder(config, secrets)).toEqual(expected);
  });
});
