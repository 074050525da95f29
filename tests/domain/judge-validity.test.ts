import { expect, it } from 'vitest';
import { judgeValidity } from '../../src/domain/judge-validity.ts';

it.each([
  ['2022-12-31', 'in-force', '计划期2023—2025年'],
  ['2025-12-31', 'in-force', '计划期2023—2025年'],
  ['2026-01-01', 'period-ended', '计划期至2025年'],
])('on %s a plan for 2023 to 2025 is %s', (asOf, state, basis) => {
  expect(judgeValidity({ period: { from: 2023, to: 2025 } }, asOf)).toEqual({ state, basis });
});

it('claims nothing of a document without a period', () => {
  expect(judgeValidity({ period: null }, '2026-01-01')).toEqual({
    state: 'unknown',
    basis: '文件未写明有效期',
  });
});
