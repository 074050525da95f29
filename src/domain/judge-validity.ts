import type { PolicyDocument, Validity } from './policy-document.ts';

/** Whether a document's period is over on `asOf` (ISO date). Without a period nothing is claimed. */
export function judgeValidity({ period }: Pick<PolicyDocument, 'period'>, asOf: string): Validity {
  if (period === null) return { state: 'unknown', basis: '文件未写明有效期' };
  const year = Number(asOf.slice(0, 4));
  return year > period.to
    ? { state: 'period-ended', basis: `计划期至${period.to}年` }
    : { state: 'in-force', basis: `计划期${period.from}—${period.to}年` };
}
