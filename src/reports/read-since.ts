const HOUR_MS = 60 * 60 * 1000;
const UNIT_MS = { h: HOUR_MS, d: 24 * HOUR_MS } as const;

/** 24h, 7d, or a day from its beginning in China (2026-01-31). Null where it is none of them, or lies in the future. */
export function readSince(text: string, now: Date): Date | null {
  const ago = /^(?<count>\d{1,5})(?<unit>[hd])$/.exec(text)?.groups;
  const time = ago
    ? now.getTime() - Number(ago['count']) * UNIT_MS[ago['unit'] as keyof typeof UNIT_MS]
    : readDay(text);
  return Number.isFinite(time) && time <= now.getTime() ? new Date(time) : null;
}

/** NaN where it is no day of the calendar: 2026-02-30 would else be a day of March. */
function readDay(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  const isDay = Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(text);
  return isDay ? midnight - 8 * HOUR_MS : Number.NaN;
}
