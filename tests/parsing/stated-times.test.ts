import { describe, expect, it } from 'vitest';
import { readDeadline, statedTime } from '../../ingest/records/read-deadline.ts';

describe('a cell that only says when', () => {
  it.each([
    ['5月31日', '2026-05-31'],
    ['12月底', '2026-12-31'],
    ['6月份', '2026-06-30'],
    ['三季度', '2026-09-30'],
    ['上半年', '2026-06-30'],
    ['4月中旬', '2026-04-20'],
    ['4月30日前完成。', '2026-04-30'],
    ['2027年6月', '2027-06-30'],
    ['完成时限：9月底', '2026-09-30'],
  ])('%s is of the year of its document', (cell, date) => {
    expect(statedTime(cell, 2026)?.date).toBe(date);
  });

  it.each(['5月31日', '三季度'])('%s says nothing without one', (cell) => {
    expect(statedTime(cell, null)).toBeNull();
  });

  it.each(['长期', '全年', '每月5日', '13月', '5月31日发生险情'])('%s is none', (cell) => {
    expect(statedTime(cell, 2026)).toBeNull();
  });

  it('goes before what the sentences of its row say', () => {
    expect(readDeadline('2\n4月30日前排查一遍。\n区水务局\n4月15日', 2026)?.date).toBe('2026-04-15');
  });
});
