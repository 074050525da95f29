import { describe, expect, it } from 'vitest';
import { carriesTopic, isSure, logOdds, topicFeatures } from '../../src/assistant/answerability.ts';
import { scoreEvidence } from '../../src/retrieval/score-evidence.ts';
import { weighTopic } from '../../src/retrieval/weigh-topic.ts';
import { createMemoryIndex } from './memory-index.ts';
import { SAMPLE_POLICIES } from './sample-policies.ts';

const SIGNALS = { search: 1, document: 0, focus: 0, unit: 0, form: 1 };

async function lookAt(run: string) {
  const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
  const [clauses = []] = await snapshot.clauses.getDocumentClauses(['port'], 'all');
  const topic = await weighTopic([run], snapshot.keywords);
  const ranked = clauses
    .map((clause) => scoreEvidence(clause, topic, SIGNALS))
    .sort((a, b) => b.score - a.score);
  return { topic, ranked, best: ranked[0]! };
}

describe('whether a clause answers', () => {
  it('holds where the question uses the words of one clause', async () => {
    const { topic, ranked, best } = await lookAt('新建岸电设施');
    expect(best.clause.clauseId).toBe('port:2');
    expect(carriesTopic(best, topic, ranked)).toBe(true);
    expect(isSure(best, topic, ranked)).toBe(true);
  });

  it('does not where no clause knows the thing, nor of an empty topic', async () => {
    const { topic, ranked, best } = await lookAt('火星探测车');
    expect(carriesTopic(best, topic, ranked)).toBe(false);
    expect(carriesTopic(best, { runs: [], words: [], total: 0 }, ranked)).toBe(false);
  });

  it('wants the noun that is asked for, whatever else stands there', async () => {
    const { topic, ranked, best } = await lookAt('新建岸电设施运营方');
    expect(carriesTopic(best, topic, ranked, '运营方')).toBe(false);
  });

  it('trusts a clause that stands out more than one among its likes', async () => {
    const { topic, best } = await lookAt('岸电设施');
    const alone = logOdds(topicFeatures(best, topic, [best]));
    const twin = { ...best, clause: { ...best.clause, clauseId: 'port:twin' } };
    expect(alone).toBeGreaterThan(logOdds(topicFeatures(best, topic, [best, twin])));
  });
});
