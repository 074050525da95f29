import { describe, expect, it } from 'vitest';
import { sayParts } from '../../src/assistant/queries/say-parts.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { MatchedClause } from '../../src/queries/match-clause.ts';

function matchOf(part: string, title: string, ...path: string[]): MatchedClause {
  const text = `${title}。按规定办理。`;
  const clause = {
    clauseId: `ferry:${part}`,
    documentId: 'ferry',
    title,
    path,
    text,
    units: [],
  } as unknown as ClauseRecord;
  return { clause, document: { title: '临江市渡口管理办法' } } as unknown as MatchedClause;
}

describe('how many parts a document has', () => {
  it('are its articles and chapters, a paragraph or item being none', () => {
    const draft = sayParts([
      matchOf('art1', '', '第一章 总则'),
      matchOf('art2', '', '第二章 渡口'),
      matchOf('art2.1', '', '第二章 渡口'),
      matchOf('art3', '', '第二章 渡口'),
      matchOf('annex1.1', '', '附件'),
    ])!;
    expect(draft.statements[0]!.text).toBe('《临江市渡口管理办法》共2章3条。');
    expect(draft.statements[0]!.quotes.map(({ clause }) => clause.clauseId)).toEqual(['ferry:art3']);
    expect(draft.total).toBe(3);
  });

  it('are its questions', () => {
    const draft = sayParts([
      matchOf('intro', ''),
      matchOf('1', '问：渡船几点开'),
      matchOf('2', '夜里能过河吗？'),
    ])!;
    expect(draft.statements[0]!.text).toBe('《临江市渡口管理办法》共2问。');
  });

  it('are not told of a document that has neither', () => {
    expect(sayParts([matchOf('1', '清淤疏浚', '一、任务')])).toBeNull();
    expect(sayParts([])).toBeNull();
  });
});
