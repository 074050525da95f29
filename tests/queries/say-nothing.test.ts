import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../src/assistant/answer-context.ts';
import { sayNothing } from '../../src/assistant/queries/say-nothing.ts';
import type { Query, QueryWhere } from '../../src/domain/query.ts';
import { openPlans, VISIBLE } from './sample-plans.ts';

const IN_2030 = { from: '2030-01-01', to: '2030-12-31' };

async function told(where: QueryWhere): Promise<string> {
  const source = await openPlans();
  const context = { corpus: { documents: [] }, snapshot: source.snapshot, scope: { visibility: VISIBLE } };
  const query: Query = { find: 'clauses', where: { documentIds: ['air-2020'], ...where } };
  const said = await sayNothing(query, { reading: '按' }, source, context as unknown as AnswerContext);
  return said.message;
}

describe('what nothing fulfils', () => {
  it.each<[string, QueryWhere, string]>([
    ['with deadlines', { tasks: true, deadline: IN_2030 }, '写明期限的有2项'],
    [
      'of a part without deadlines',
      { section: '2.3', deadline: IN_2030 },
      '不加期限条件的有1项，都没有写明期限。',
    ],
    ['of a part that lacks a word', { section: '2.3', mentions: ['监测站'] }, '不加章节条件的有1项。'],
    ['that lacks a word everywhere', { tasks: true, mentions: ['航空母舰'] }, '不加内容条件的有3项。'],
    ['in a role', { units: { all: ['市教委'] }, roles: ['lead'] }, '不限于牵头的有2项。'],
  ])('%s: told without one condition, the others kept', async (_name, where, expected) => {
    expect(await told(where)).toContain(expected);
  });
});
