import type { RefusalReason } from '../domain/answer.ts';

/** Reasons of refusals as people read them. */
export const REASON_NAMES: Readonly<Record<RefusalReason, string>> = {
  'no-evidence': '文件未写明',
  'out-of-scope': '不在文件范围',
  unclear: '问题不清楚',
  'not-a-question': '不是问题',
};

/** 文件未写明 2、问题不清楚 1 */
export function describeReasons(reasons: Readonly<Partial<Record<RefusalReason, number>>>): string {
  return (Object.keys(REASON_NAMES) as RefusalReason[])
    .filter((reason) => (reasons[reason] ?? 0) > 0)
    .map((reason) => `${REASON_NAMES[reason]} ${reasons[reason]}`)
    .join('、');
}
