import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../src/domain/policy-document.ts';
import { DOCUMENT } from '../support/sample-index.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const FORMER: PolicyDocument['formerClauses'] = [
  { clauseId: 'linjiang-water:1.p2', textHash: 'old-1', now: 'linjiang-water:1.2', isChanged: false },
  { clauseId: 'linjiang-water:1.1', textHash: 'old-2', now: 'linjiang-water:1.3', isChanged: true },
];
const document = DOCUMENT as { formerClauses?: PolicyDocument['formerClauses'] };

let app: TestApp;
beforeAll(async () => {
  document.formerClauses = FORMER;
  app = await startTestApp();
});
afterAll(async () => {
  delete document.formerClauses;
  await app.close();
});

async function get(path: string) {
  const response = await fetch(`${app.baseUrl}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('ids of earlier versions of the index', () => {
  it('lead to the clause that holds the words now', async () => {
    const { status, body } = await get('/api/clauses/linjiang-water:1.p2');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        clauseId: 'linjiang-water:1.2',
        movedFrom: { clauseId: 'linjiang-water:1.p2', textHash: 'old-1', isChanged: false },
      },
    });
  });

  it('lead by the words that were cited where the id names another clause by now', async () => {
    expect((await get('/api/clauses/linjiang-water:1.1?v=old-2')).body).toMatchObject({
      clauseId: 'linjiang-water:1.3',
      movedFrom: { clauseId: 'linjiang-water:1.1', isChanged: true },
    });
  });

  it.each(['', '?v=hash-1.1', '?v=unheard-of'])(
    'an id that stands names its own clause: %s',
    async (query) => {
      const { body } = await get(`/api/clauses/linjiang-water:1.1${query}`);
      expect(body).toMatchObject({ clauseId: 'linjiang-water:1.1' });
      expect(body).not.toHaveProperty('movedFrom');
    },
  );

  it('an id that never was is none', async () => {
    expect((await get('/api/clauses/linjiang-water:9.9')).status).toBe(404);
    expect((await get('/api/clauses/linjiang-water:9.9?v=old-1')).status).toBe(404);
  });

  it('have a version where the words only moved, though nothing cited them', async () => {
    expect(await get('/api/clauses/linjiang-water:1.p2/versions/hash-1.2')).toMatchObject({
      status: 200,
      body: { clauseId: 'linjiang-water:1.2', isCurrent: true },
    });
  });

  it('are nobody’s business in a list of documents', async () => {
    expect(JSON.stringify((await get('/api/documents')).body)).not.toContain('1.p2');
  });
});
