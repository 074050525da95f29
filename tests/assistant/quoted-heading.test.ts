import { describe, expect, it } from 'vitest';
import { areNamedByHeading, isNamedByHeading } from '../../src/assistant/quoted-heading.ts';
import { makeClause } from '../contracts/index-fixtures.ts';

const clauseAt = (documentId: string, ...path: string[]) =>
  makeClause(documentId, path.join(), { text: '新建。', path });

describe('a heading in quotation marks', () => {
  it('names its clause, and what stands below it', () => {
    const clause = clauseAt('port', '二、主要任务', '3.新建岸电');
    expect(isNamedByHeading('“新建岸电”的目标是多少', clause)).toBe(true);
    expect(isNamedByHeading('“主要任务”里的目标是多少', clause)).toBe(true);
    expect(isNamedByHeading('新建岸电的目标是多少', clause)).toBe(false);
  });

  it('is not the number of an article', () => {
    expect(isNamedByHeading('“第三条”规定罚多少', clauseAt('rule', '第九条'))).toBe(false);
    expect(areNamedByHeading('“第三条”规定罚多少', [clauseAt('rule', '第九条')])).toBe(false);
  });

  it('names clauses of one document alone, by their own heading', () => {
    const [own, other] = [clauseAt('port', '一、保障措施'), clauseAt('data', '四、保障措施')];
    expect(areNamedByHeading('“保障措施”里补多少', [own])).toBe(true);
    expect(areNamedByHeading('“保障措施”里补多少', [own, other])).toBe(false);
    expect(areNamedByHeading('“保障措施”里补多少', [clauseAt('port', '一、保障措施', '1.资金')])).toBe(false);
    expect(areNamedByHeading('“保障措施”里补多少', [])).toBe(false);
  });
});
