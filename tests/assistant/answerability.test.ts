import { describe, expect, it } from 'vitest';
import { carriesTopic, isSure, logOdds, topicFeatures } from '../../src/assistant/answerability.ts';
import { SURE_CONFIDENCE } from '../../src/assistant/ports/confidence.ts';
import { scoreEvidence } from '../../src/retrieval/score-evidence.ts';
import { weighTopic } from '../../src/retrieval/weigh-topic.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';
import { createMemoryIndex } from './memory-index.ts';
import { SAMPLE_POLICIES } from './sample-policies.ts';

const SIGNALS = { search: 1, document: 0, focus: 0, unit: 0, form: 1 };

async function lookAt(run: string) {
  const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
  const [clauses = []] = await snapshot.clauses.getDocumentClauses(['port'], 'all');
  const topic = await weighTopic([run], snapshot.keywords, 'all');
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

describe('the confidence that is kept with a turn', () => {
  const confidenceAfter = async (question: string) => {
    const { ask, conversations } = createTestAssistant();
    const answer = await ask(question);
    const kept = await conversations.get(answer.conversationId, CALLER.owner);
    return { answer, confidence: kept!.turns[0]!.confidence };
  };

  it('is high where the clause is named as it is titled, lower where little of the question stands in it', async () => {
    const sure = await confidenceAfter('新建岸电设施由谁牵头？');
    const refused = await confidenceAfter('养老院的床位补贴怎么申请？');
    expect([sure.answer.refused, refused.answer.refused]).toEqual([false, true]);
    expect(sure.confidence).toBeGreaterThanOrEqual(SURE_CONFIDENCE);
    expect(refused.confidence).toBeLessThan(sure.confidence!);
    expect(sure.answer).not.toHaveProperty('confidence');
  });

  it('is absent where no clause was weighed', async () => {
    expect((await confidenceAfter('你好')).confidence).toBeUndefined();
    expect((await confidenceAfter('市教委有哪些任务？')).confidence).toBeUndefined();
  });
});
