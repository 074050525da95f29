import { expect, it } from 'vitest';
import { judgeValidity } from '../../src/domain/judge-validity.ts';
import type { PolicyFacts } from '../../src/domain/policy-facts.ts';

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

const FACTS: PolicyFacts = {
  issuers: [],
  drafters: [],
  documentNumber: null,
  issuedOn: null,
  effectiveOn: null,
  expiresOn: null,
  period: null,
  addressees: [],
  basis: [],
  repeals: [],
  amendments: [],
  evidence: [],
};
const place = { span: { start: 0, end: 1 } };

it('gives the sentence that it rests on', () => {
  const printed = '本办法自2024年5月1日起施行，有效期5年。';
  const facts: PolicyFacts = {
    ...FACTS,
    effectiveOn: '2024-05-01',
    expiresOn: '2029-04-30',
    evidence: [
      { fact: 'effectiveOn', read: true, printed, ...place },
      { fact: 'expiresOn', read: true, printed, ...place },
    ],
  };
  expect(judgeValidity({ period: null, facts }, '2024-04-30')).toEqual({
    state: 'not-yet-in-force',
    basis: '自2024年5月1日起施行',
    printed,
  });
  const basis = '有效期至2029年4月30日';
  expect(judgeValidity({ period: null, facts }, '2029-04-30')).toEqual({ state: 'in-force', basis, printed });
  expect(judgeValidity({ period: null, facts }, '2029-05-01')).toEqual({ state: 'expired', basis, printed });
});

it('does not claim that nothing is said where it could not be read', () => {
  const printed = '本办法有效期至上级另有规定时止。';
  const facts: PolicyFacts = { ...FACTS, evidence: [{ fact: 'expiresOn', read: false, printed, ...place }] };
  expect(judgeValidity({ period: null, facts }, '2026-01-01')).toEqual({
    state: 'unknown',
    basis: '施行日期或有效期未能读出，请看原文',
    printed,
  });
});

it.each([
  ['2024-12-31', 'in-force'],
  ['2025-01-01', 'repealed'],
])('on %s a document that another one ends in 2025 is %s', (asOf, state) => {
  const ending = {
    kind: 'repealed',
    on: '2025-01-01',
    documentId: 'next',
    title: '新办法',
    printed: '…',
  } as const;
  const facts: PolicyFacts = { ...FACTS, effectiveOn: '2018-01-01' };
  expect(judgeValidity({ period: null, facts, endings: [ending] }, asOf).state).toBe(state);
});
