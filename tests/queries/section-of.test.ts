import { expect, it } from 'vitest';
import { createSectionTest } from '../../src/queries/section-of.ts';
import { makeClause } from '../contracts/index-fixtures.ts';

it.each([
  ['q1', 'q1.2', true],
  ['ch2', 'ch2', true],
  ['closing', 'closing', true],
  ['annex1.note', 'annex1.note.2', true],
  ['2.1', '2.1.p2', true],
  ['q1', 'q12', false],
  ['2.1', '2.10', false],
])('section %s, clause %s: %s', (section, id, expected) => {
  const clause = makeClause('doc', id, { text: '一、治理。', path: ['一、治理'] });
  expect(createSectionTest(section)(clause)).toBe(expected);
});
