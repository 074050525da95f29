import { expect, it } from 'vitest';
import type { AnswerUnit } from '../../src/domain/answer.ts';
import { describeUnits } from '../../src/domain/describe-units.ts';

const WATER: AnswerUnit = {
  name: '市水务局',
  role: 'lead',
  collective: false,
  openEnded: false,
  clauseId: 'linjiang-water:1.1',
};

it('gives one line a role, leaders first, an open list with 等', () => {
  expect(
    describeUnits([
      { ...WATER, name: '各区人民政府', role: 'responsible', collective: true },
      { ...WATER, name: '市财政局', role: 'supporting', openEnded: true },
      WATER,
      { ...WATER, name: '市住建委' },
    ]),
  ).toEqual(['牵头单位：市水务局、市住建委', '配合单位：市财政局 等', '责任单位：各区人民政府']);
});

it('names a body of several clauses once, with its present name where that differs', () => {
  const unit = { ...WATER, name: '市水利局', currentName: '市水务局' };
  expect(describeUnits([unit, { ...unit, clauseId: 'x:1' }, { ...WATER, currentName: '市水务局' }])).toEqual([
    '牵头单位：市水利局（现为市水务局）、市水务局',
  ]);
});

it('says nothing where there is no unit', () => {
  expect(describeUnits([])).toEqual([]);
});
