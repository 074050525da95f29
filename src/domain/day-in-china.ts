const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The day in China as YYYY-MM-DD at `now` (milliseconds since 1970), wherever the server stands; no summer time since 1992. */
export function dayInChina(now: number): string {
  return new Date(now + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** 2024-05-01 → 2024年5月1日. */
export function spellDay(isoDate: string): string {
  const [year, month, day] = isoDate.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
