import { expect, it } from 'vitest';
import { readSince } from '../../src/reports/read-since.ts';

const NOW = new Date('2026-05-10T12:00:00.000Z');

it.each([
  ['24h', '2026-05-09T12:00:00.000Z'],
  ['7d', '2026-05-03T12:00:00.000Z'],
  ['0d', '2026-05-10T12:00:00.000Z'],
  // A day begins in China.
  ['2026-05-01', '2026-04-30T16:00:00.000Z'],
  ['2024-02-29', '2024-02-28T16:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(readSince(text, NOW)?.toISOString()).toBe(expected);
});

it.each(['', '7', '7w', '-7d', '7 d', '2026-02-30', '2026-13-01', '2026-5-1', '2027-01-01', '999999d', 'd7'])(
  '%j is none',
  (text) => expect(readSince(text, NOW)).toBeNull(),
);
