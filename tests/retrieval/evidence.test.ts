import { describe, expect, it } from 'vitest';
import type { KeywordIndex } from '../../src/clause-index/ports/keyword-index.ts';
import { viewClause } from '../../src/retrieval/clause-view.ts';
import { scoreEvidence } from '../../src/retrieval/score-evidence.ts';
import { coverTopic } from '../../src/retrieval/topic-coverage.ts';
import { weighTopic } from '../../src/retrieval/weigh-topic.ts';
import { createMemoryIndex } from '../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../assistant/sample-policies.ts';

const FLAT: KeywordIndex = {
  search: async (queries) => queries.map(() => []),
  findWithAll: async () => [],
  inverseDocumentFrequency: async (terms) => terms.map(() => 1),
};
const SIGNALS = { search: 0, document: 0, focus: 0, unit: 0, form: 0 };

describe('coverTopic', () => {
  it.each([
    ['岸电设施', '新建高压岸电设施12套', 1],
    ['工控系统', '加强工业控制系统防护', 0.8],
    ['网贷', '规范网络借贷平台', 0.8],
    ['氢能', '新建高压岸电设施12套', 0],
  ])('%s in %s: at least %d', async (run, text, least) => {
    const topic = await weighTopic([run], FLAT, 'all');
    const covered = coverTopic(topic, text);
    expect(covered).toBeGreaterThanOrEqual(least);
    if (least === 0) expect(covered).toBe(0);
  });

  it('leaves a word in part where only pieces of it stand', async () => {
    const topic = await weighTopic(['低空经济产业园'], FLAT, 'all');
    const covered = coverTopic(topic, '建设一批产业园区');
    expect(covered).toBeGreaterThan(0);
    expect(covered).toBeLessThan(0.5);
  });
});

describe('viewClause', () => {
  it('cuts number, heading and unit phrase from the sentences, which slice back to the text', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const [clause] = await snapshot.clauses.getClauses(['port:2'], 'all');
    const sentences = viewClause(clause!).sentences.map(({ start, end }) => clause!.text.slice(start, end));
    expect(sentences).toEqual(['新建高压岸电设施12套，改造老旧泊位岸电18处。']);
  });
});

describe('scoreEvidence', () => {
  it('prefers the clause that is titled after the topic', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const [general, titled] = await snapshot.clauses.getClauses(['port:1', 'port:2'], 'all');
    const topic = await weighTopic(['新建岸电设施'], snapshot.keywords, 'all');
    const first = scoreEvidence(titled!, topic, SIGNALS);
    expect(first.score).toBeGreaterThan(scoreEvidence(general!, topic, SIGNALS).score);
    expect(first.titleFit).toBeGreaterThan(0.9);
    expect(first.coverage).toBe(1);
  });
});
