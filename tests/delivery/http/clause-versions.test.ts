import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeyRing } from '../../../src/access/ports/key-ring.ts';
import { dayInChina } from '../../../src/domain/day-in-china.ts';
import { judgeValidity } from '../../../src/domain/judge-validity.ts';
import { CITED } from '../../contracts/citation-archive.contract.ts';
import { CLAUSES, DOCUMENT } from '../support/sample-index.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const NARROW: KeyRing = {
  holderOf: (secret) => ({
    keyId: 'k',
    name: '测试',
    scopes: ['read'],
    visibility: { documentIds: new Set([secret]) },
    mayNameEndUsers: false,
  }),
  openSession: () => null,
  holderOfSession: () => null,
  endSession: () => {},
  visibilityOf: () => null,
};
const GONE = { ...CITED, clauseId: 'gone-plan:3.1', documentId: 'gone-plan' };

let app: TestApp;
let guarded: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  guarded = await startTestApp({}, { keys: NARROW });
  for (const { ctx } of [app, guarded]) await ctx.citations.keep([CITED, GONE]);
});
afterAll(async () => {
  expect([app.index.held, guarded.index.held]).toEqual([0, 0]);
  await Promise.all([app.close(), guarded.close()]);
});

async function getVersion(path: string, { baseUrl } = app, secret = 'none') {
  const response = await fetch(`${baseUrl}/api/clauses/${path}`, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('a clause that has changed since is given as it was cited', async () => {
  expect(await getVersion('linjiang-water:1.1/versions/earlier')).toEqual({
    status: 200,
    body: { ...CITED, url: '/clause/linjiang-water:1.1?v=earlier', isCurrent: false },
  });
});

it('a clause that is gone with its document is given as it was cited', async () => {
  const { status, body } = await getVersion('gone-plan%3A3.1/versions/earlier');
  expect({ status, body }).toMatchObject({ status: 200, body: { text: CITED.text, isCurrent: false } });
});

it('a clause that stands now is given in the same shape where nothing cited it yet', async () => {
  const { status, body } = await getVersion('linjiang-water:1.1/versions/hash-1.1');
  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual([...Object.keys(CITED), 'url', 'isCurrent'].sort());
  expect(body).toMatchObject({
    text: CLAUSES[0]?.text,
    label: CITED.label,
    validity: judgeValidity(DOCUMENT, dayInChina(Date.now())),
    indexVersion: 'v-sample',
    firstCitedAt: null,
    isCurrent: true,
  });
});

it('a kept text that still stands is current', async () => {
  const current = { ...CITED, clauseId: 'linjiang-water:1.2', textHash: 'hash-1.2', text: CLAUSES[1]!.text };
  await app.ctx.citations.keep([current]);
  const { body } = await getVersion('linjiang-water:1.2/versions/hash-1.2');
  expect(body).toMatchObject({ isCurrent: true, firstCitedAt: CITED.firstCitedAt });
});

it.each(['linjiang-water:1.1/versions/never', 'linjiang-water:9/versions/earlier', 'x:1/versions/%00'])(
  '%s was never cited: 404',
  async (path) => {
    expect(await getVersion(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  },
);

it.each([
  ['linjiang-water', 200],
  ['gone-plan', 404],
])('a key that may see %s gets %i', async (documentId, status) => {
  expect(await getVersion('linjiang-water:1.1/versions/earlier', guarded, documentId)).toMatchObject({
    status,
  });
});

it('what is gone stays hidden from a key that might not have seen it', async () => {
  const path = 'gone-plan:3.1/versions/earlier';
  expect(await getVersion(path, guarded, 'gone-plan')).toMatchObject({ status: 200 });
  expect(await getVersion(path, guarded, 'linjiang-water')).toMatchObject({ status: 404 });
});
