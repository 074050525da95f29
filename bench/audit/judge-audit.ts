import * as z from 'zod';

const Advisory = z.object({
  title: z.string(),
  /** https://github.com/advisories/GHSA-… */
  url: z.string(),
  severity: z.string(),
  name: z.string(),
});

/** What is read of `npm audit --json`. A `via` that is a string names another package of the report. */
export const AuditReport = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), Advisory])) })),
});
export type AuditReport = z.infer<typeof AuditReport>;

/** An advisory that is known and bearable until a date. */
export const AuditException = z.object({
  /** GHSA-xxxx-xxxx-xxxx */
  advisory: z.string().regex(/^GHSA(?:-[0-9a-z]{4}){3}$/),
  reason: z.string().min(10),
  /** Last day, ISO date. */
  until: z.iso.date(),
});
export type AuditException = z.infer<typeof AuditException>;

export interface AuditVerdict {
  /** High or critical, and not excepted or no longer. */
  readonly failures: readonly string[];
  /** Excepted for now. */
  readonly accepted: readonly string[];
  /** Exceptions that no advisory needs any more. */
  readonly unused: readonly string[];
}

/** Judges a report by the exceptions that hold on `today` (ISO date). Low and moderate advisories never fail. */
export function judgeAudit(
  report: AuditReport,
  exceptions: readonly AuditException[],
  today: string,
): AuditVerdict {
  const advisories = new Map<string, string>();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === 'string' || !/^(?:high|critical)$/.test(advisory.severity)) continue;
      const id = advisory.url.split('/').at(-1) ?? advisory.url;
      advisories.set(id, `${id} (${advisory.severity}) ${advisory.name}: ${advisory.title}`);
    }
  }
  const failures: string[] = [];
  const accepted: string[] = [];
  for (const [id, description] of advisories) {
    const exception = exceptions.find(({ advisory }) => advisory === id);
    if (!exception) failures.push(description);
    else if (exception.until < today)
      failures.push(`${description}; its exception ended on ${exception.until}`);
    else accepted.push(`${description}; excepted until ${exception.until}: ${exception.reason}`);
  }
  const unused = exceptions.map(({ advisory }) => advisory).filter((id) => !advisories.has(id));
  return { failures, accepted, unused };
}
