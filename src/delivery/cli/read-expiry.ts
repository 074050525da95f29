const DAY_MS = 24 * 60 * 60 * 1000;

/** 90d, or a day that is the last one (in China): 2027-01-31. Null where it is neither, or over already. */
export function readExpiry(text: string, now: Date): Date | null {
  const days = /^(?<days>\d{1,5})d$/.exec(text)?.groups?.['days'];
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time =
    days !== undefined
      ? now.getTime() + Number(days) * DAY_MS
      : isDay
        ? Date.parse(`${text}T00:00:00+08:00`) + DAY_MS
        : Number.NaN;
  return Number.isFinite(time) && time > now.getTime() ? new Date(time) : null;
}
