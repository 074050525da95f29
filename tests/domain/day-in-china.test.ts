import { expect, it } from 'vitest';
import { dayInChina } from '../../src/domain/day-in-china.ts';

it.each([
  ['2026-03-01T15:59:59.999Z', '2026-03-01'],
  ['2026-03-01T16:00:00.000Z', '2026-03-02'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
])('%s → %s', (instant, expected) => {
  expect(dayInChina(Date.parse(instant))).toBe(expected);
});
