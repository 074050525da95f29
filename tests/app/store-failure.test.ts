import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ALL_SCHEMAS } from '../../src/stores/all-schemas.ts';
import { mendStore } from '../../src/stores/mend-store.ts';
import { type AttackedApp, startAttackedApp } from '../attack/start-attacked-app.ts';
import { passTime, STORE_RETRY_MS } from '../support/pass-time.ts';

const SEED = join(import.meta.dirname, '../../seeds', seedFile());
const QUESTION = '智慧医疗由谁牵头？';

let app: AttackedApp;
beforeEach(async () => {
  app = await startAttackedApp([SEED]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
});

function seedFile(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../../seeds/manifest.json'), 'utf8');
  return /"(?<file>003_[^"]+\.txt)"/.exec(manifest)!.groups!['file']!;
}

async function send(path: string, body?: object) {
  const response = await fetch(`${app.baseUrl}${path}`, {
    ...(body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}
const ask = (fields: object = {}) => send('/api/chat', { message: QUESTION, ...fields });
const codes = (body: Record<string, unknown>) =>
  ((body['notices'] ?? []) as { code: string }[]).map(({ code }) => code);

it('answers go on while every store is damaged, and say that they are not kept; mending brings all back', async () => {
  const first = await ask();
  expect(codes(first.body)).toEqual([]);
  const { conversationId, messageId, answer } = first.body;
  for (const { name } of ALL_SCHEMAS.slice(0, 4)) {
    await app.ctx.stores.check();
    truncateSync(join(app.dataDir, 'stores', `${name}.sqlite`), 5000);
  }

  const next = await ask();
  expect(next).toMatchObject({ status: 200, body: { answer } });
  expect(codes(next.body)).toEqual(['not-kept']);
  const followUp = await ask({ conversationId });
  expect(followUp.status).toBe(200);
  expect(codes(followUp.body)).toEqual(['not-kept']);
  expect((await send('/api/feedback', { messageId, verdict: 'up' })).status).toBe(503);
  expect(await send('/api/conversations')).toMatchObject({
    status: 503,
    body: { code: 'store-unavailable' },
  });
  expect(await send('/readyz')).toMatchObject({
    status: 503,
    body: { detail: expect.stringContaining('mend') },
  });
  expect((await send('/healthz')).status).toBe(200);
  const metrics = await (await fetch(`${app.baseUrl}/metrics`)).text();
  expect(metrics).toContain('tiaowen_store_failing{store="conversations"} 1');
  expect(metrics).toContain('tiaowen_answers_not_kept_total 2');

  for (const schema of ALL_SCHEMAS) await mendStore(app.dataDir, schema, new Date());
  expect((await send('/readyz')).status).toBe(503);
  passTime(STORE_RETRY_MS);
  expect((await send('/readyz')).status).toBe(200);
  expect(codes((await ask()).body)).toEqual([]);
});
