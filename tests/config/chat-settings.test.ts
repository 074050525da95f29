import { describe, expect, it } from 'vitest';
import { chooseChatModel } from '../../src/config/chat-settings.ts';
import { loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/domain/errors/config-error.ts';

const DEFAULTS = {
  timeoutMs: 30_000,
  maxConcurrent: 8,
  maxOutputTokens: 1500,
  dailyTokens: null,
  dailyTokensPerKey: null,
};

describe('chooseChatModel', () => {
  it.each<[Record<string, string>, unknown]>([
    [{}, null],
    [{ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://10.0.0.8/v1' }, null],
    [
      { CHAT_MODEL: 'm', OPENAI_API_KEY: 'sk-1' },
      { ...DEFAULTS, model: 'm', apiKey: 'sk-1' },
    ],
    [
      { CHAT_MODEL: 'm', OPENAI_BASE_URL: 'http://10.0.0.8/v1' },
      { ...DEFAULTS, model: 'm', apiKey: 'none', baseUrl: 'http://10.0.0.8/v1' },
    ],
    [
      {
        CHAT_MODEL: 'm',
        OPENAI_API_KEY: 'sk-1',
        OPENAI_BASE_URL: 'http://10.0.0.8/v1',
        MODEL_TIMEOUT_SECONDS: '5',
        MODEL_CONCURRENCY: '2',
        MODEL_MAX_OUTPUT_TOKENS: '800',
        DAILY_MODEL_TOKENS: '0',
        DAILY_MODEL_TOKENS_PER_KEY: '1000',
      },
      {
        model: 'm',
        apiKey: 'sk-1',
        baseUrl: 'http://10.0.0.8/v1',
        timeoutMs: 5000,
        maxConcurrent: 2,
        maxOutputTokens: 800,
        dailyTokens: 0,
        dailyTokensPerKey: 1000,
      },
    ],
  ])('%j', (environment, expected) => {
    const { config, secrets } = loadConfig(environment);
    expect(chooseChatModel(config, secrets)).toEqual(expected);
    expect(JSON.stringify(config)).not.toContain('sk-1');
  });

  it.each([
    ['CHAT_MODEL without key and address', { CHAT_MODEL: 'm' }, 'OPENAI_API_KEY：设置 CHAT_MODEL 时必须设置'],
    ['MODEL_TIMEOUT_SECONDS=0', { MODEL_TIMEOUT_SECONDS: '0' }, 'MODEL_TIMEOUT_SECONDS：'],
    ['MODEL_CONCURRENCY=0', { MODEL_CONCURRENCY: '0' }, 'MODEL_CONCURRENCY：'],
    ['MODEL_MAX_OUTPUT_TOKENS=5', { MODEL_MAX_OUTPUT_TOKENS: '5' }, 'MODEL_MAX_OUTPUT_TOKENS：'],
    ['DAILY_MODEL_TOKENS=-1', { DAILY_MODEL_TOKENS: '-1' }, 'DAILY_MODEL_TOKENS：'],
    [
      'EXPAND_CLAUSES without CHAT_MODEL',
      { EXPAND_CLAUSES: 'true' },
      'EXPAND_CLAUSES：设为 true 时必须同时设置 CHAT_MODEL',
    ],
    ['ALLOW_TRACING=1', { ALLOW_TRACING: '1' }, 'ALLOW_TRACING：应为 true 或 false'],
  ])('refuses %s', (_title, environment: Record<string, string>, expected) => {
    expect(() => loadConfig(environment)).toThrow(ConfigError);
    expect(() => loadConfig(environment)).toThrow(expected);
  });
});
