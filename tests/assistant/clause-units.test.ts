import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { areDuties, unitsForQuote } from '../../src/assistant/clause-units.ts';
import type { SearchScope } from '../../src/domain/search-scope.ts';

const scope: SearchScope = { visibility: 'all' };

function clauseWith(words: string, text: string) {
  return parseSource(text, 'd').clauses.find((clause) => clause.text.includes(words))!;
}

describe('unitsForQuote', () => {
  it('takes the body whose duty the sentence tells, and not the next one', () => {
    const clause = clauseWith(
      '转移安置',
      '临江市防汛预案\n第一条　成员单位职责。市应急管理局负责统筹抢险力量，指导群众转移安置。市气象局负责监测预报，及时发布预警。市水利局负责巡查堤防。',
    );
    const start = clause.text.indexOf('市应急管理局');
    const quote = { start, end: clause.text.indexOf('市气象局') };
    const { assignments } = unitsForQuote(clause, quote, [], scope);
    expect(assignments.map(({ name }) => name)).toEqual(['市应急管理局']);
    expect(areDuties(clause.units)).toBe(true);
  });

  it('takes the phrase behind the sentence where units are assigned', () => {
    const clause = clauseWith(
      '清淤',
      '临江市行动方案\n一、主要任务\n1.治水。推进河道清淤。（责任单位：市水务局）加强管网改造。（责任单位：市住房城乡建设局）',
    );
    const start = clause.text.indexOf('推进河道清淤');
    const { assignments } = unitsForQuote(clause, { start, end: start + 7 }, [], scope);
    expect(assignments.map(({ name }) => name)).toEqual(['市水务局']);
    expect(areDuties(clause.units)).toBe(false);
  });
});
