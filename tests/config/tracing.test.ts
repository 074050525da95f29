import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { applyTracingPolicy } from '../../src/config/tracing.ts';

describe('applyTracingPolicy', () => {
  const environment = () => ({
    LANGSMITH_TRACING: 'true',
    LANGCHAIN_TRACING: 'false',
    LANGCHAIN_VERBOSE: 'true',
    LANGSMITH_API_KEY: 'ls-1',
    PORT: '3000',
  });

  it('takes out what would trace or print, and names it', () => {
    const env: NodeJS.ProcessEnv = environment();
    expect(applyTracingPolicy({ allowTracing: false }, env)).toEqual([
      'LANGSMITH_TRACING',
      'LANGCHAIN_TRACING',
      'LANGCHAIN_VERBOSE',
    ]);
    expect(env).toEqual({ LANGSMITH_API_KEY: 'ls-1', PORT: '3000' });
  });

  it('leaves everything where tracing is allowed', () => {
    const env: NodeJS.ProcessEnv = environment();
    expect(applyTracingPolicy({ allowTracing: true }, env)).toEqual([]);
    expect(env).toEqual(environment());
  });

  it('is off unless ALLOW_TRACING says otherwise', () => {
    expect(loadConfig({}).config.allowTracing).toBe(false);
    expect(loadConfig({ ALLOW_TRACING: 'true' }).config.allowTracing).toBe(true);
  });
});
