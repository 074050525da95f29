import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/delivery/http/metrics.ts';
import { makeAnswer } from '../support/fake-assistant.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

describe('GET /metrics', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  it('counts requests by route and answers by mode, and says nothing of what was asked', async () => {
    await (await postJson(`${app.baseUrl}/api/chat`, { message: '智慧管网由谁牵头？' })).json();
    await fetch(`${app.baseUrl}/api/documents/secret-name`);
    const response = await fetch(`${app.baseUrl}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toMatch(
      /tiaowen_http_request_duration_seconds_count\{route="\/api\/chat",method="POST",status="200"\} 1/,
    );
    expect(text).toMatch(
      /tiaowen_http_request_duration_seconds_count\{route="\/api\/documents\/:id",method="GET",status="404"\} 1/,
    );
    expect(text).toMatch(/tiaowen_answer_duration_seconds_count\{mode="extractive"\} 1/);
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toMatch(/智慧管网|secret-name/);
  });
});

describe('the metrics', () => {
  it('count what became of a model’s statements, its tokens and its failures', async () => {
    const metrics = createMetrics({
      workingAnswers: () => 3,
      waitingAnswers: () => 4,
      openModelCalls: () => 2,
      stores: () => [
        { store: 'conversations', isFailing: true },
        { store: 'citations', isFailing: false },
      ],
    });
    const answer = makeAnswer({ message: '…' });
    metrics.observeAnswer({
      ...answer,
      mode: 'model',
      notices: [{ code: 'model-failed', message: '…' }],
      modelReport: {
        model: 'x',
        written: 5,
        verified: 3,
        repaired: 1,
        dropped: 1,
        replaced: 1,
        reasons: { figure: 1 },
        usage: { inputTokens: 900, outputTokens: 80 },
        fromCache: false,
      },
    });
    metrics.observeAnswer({ ...answer, notices: [{ code: 'not-kept', message: '…' }] });
    metrics.observeAnswer({
      ...answer,
      refused: true,
      refusal: { reason: 'no-evidence', message: '…', nearest: [] },
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('tiaowen_model_statements_total{outcome="verified"} 3');
    expect(text).toContain('tiaowen_model_statements_total{outcome="figure"} 1');
    expect(text).toContain('tiaowen_model_tokens_total{direction="output"} 80');
    expect(text).toContain('tiaowen_model_notices_total{code="model-failed"} 1');
    expect(text).toContain('tiaowen_answers_not_kept_total 1');
    expect(text).not.toContain('tiaowen_model_notices_total{code="not-kept"}');
    expect(text).toContain('tiaowen_store_failing{store="conversations"} 1');
    expect(text).toContain('tiaowen_store_failing{store="citations"} 0');
    expect(text).toContain('tiaowen_working_answers 3');
    expect(text).toContain('tiaowen_waiting_answers 4');
    expect(text).toContain('tiaowen_open_model_calls 2');
    expect(text).toContain('tiaowen_refusals_total{reason="no-evidence"} 1');
  });
});
