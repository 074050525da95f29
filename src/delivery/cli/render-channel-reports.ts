import type { ChannelReport } from '../../channels/ports/channel-check.ts';

/** What `npm run doctor` prints: a line for each finding, ✓ or ✗. */
export function renderChannelReports(reports: readonly ChannelReport[]): string {
  const parts = reports.map(({ name, checks }) => {
    if (checks.length === 0) return `${name}：未配置`;
    return [name, ...checks.map(({ isOk, text }) => `  ${isOk ? '✓' : '✗'} ${text}`)].join('\n');
  });
  return `${parts.join('\n')}\n`;
}
