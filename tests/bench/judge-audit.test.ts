import { describe, expect, it } from 'vitest';
import { AuditException, AuditReport, judgeAudit } from '../../bench/audit/judge-audit.ts';

const HIGH = 'GHSA-aaaa-bbbb-cccc';
const report = AuditReport.parse({
  auditReportVersion: 2,
  vulnerabilities: {
    parser: {
      via: [
        {
          title: 'Slow regular expression',
          url: `https://github.com/advisories/${HIGH}`,
          severity: 'high',
          name: 'parser',
        },
        {
          title: 'Small leak',
          url: 'https://github.com/advisories/GHSA-dddd-eeee-ffff',
          severity: 'moderate',
          name: 'parser',
        },
      ],
    },
    wrapper: { via: ['parser'] },
  },
});
const exception = (until: string) =>
  AuditException.parse({ advisory: HIGH, reason: 'only reached by the benchmarks', until });

describe('judgeAudit', () => {
  it('fails on a high advisory, once, and on no moderate one', () => {
    expect(judgeAudit(report, [], '2026-12-01').failures).toEqual([
      `${HIGH} (high) parser: Slow regular expression`,
    ]);
  });

  it.each([
    ['2026-12-01', 0],
    ['2026-12-31', 0],
    ['2027-01-01', 1],
  ])('an exception until 2026-12-31 leaves on %s %i failures', (today, failures) => {
    expect(judgeAudit(report, [exception('2026-12-31')], today).failures).toHaveLength(failures);
  });

  it('names exceptions that nothing needs', () => {
    expect(judgeAudit({ vulnerabilities: {} }, [exception('2026-12-31')], '2026-12-01')).toEqual({
      failures: [],
      accepted: [],
      unused: [HIGH],
    });
  });

  it.each([
    { advisory: 'CVE-1', reason: 'only reached by the benchmarks', until: '2026-12-31' },
    { advisory: HIGH, reason: '', until: '2026-12-31' },
    { advisory: HIGH, reason: 'only reached by the benchmarks', until: 'soon' },
  ])('refuses the exception %o', (entry) => expect(AuditException.safeParse(entry).success).toBe(false));
});
