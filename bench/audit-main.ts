import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { AuditException, AuditReport, judgeAudit } from './audit/judge-audit.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const exceptionsFile = new URL('../docs/audit-exceptions.json', import.meta.url);
const exceptions = z.array(AuditException).parse(JSON.parse(await readFile(exceptionsFile, 'utf8')));
process.exitCode = await audit();

/** Prints what was found and returns the exit code. */
async function audit(): Promise<number> {
  const output = await runNpmAudit();
  const report = AuditReport.safeParse(parseJson(output));
  if (!report.success) return reportNoAudit(output);
  const { failures, accepted, unused } = judgeAudit(
    report.data,
    exceptions,
    new Date().toISOString().slice(0, 10),
  );
  for (const line of accepted) print(`Accepted: ${line}`);
  for (const id of unused) print(`Not needed any more: ${id} in docs/audit-exceptions.json`);
  for (const line of failures) print(`Vulnerable: ${line}`);
  print(`Audit of dependencies: ${failures.length} high or critical, ${accepted.length} excepted.`);
  return failures.length > 0 ? 1 : 0;
}

/** npm exits with 1 when it finds anything, so its output decides, not its exit code. */
function runNpmAudit(): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['audit', '--json'],
      { cwd: root, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) =>
        resolve(stdout || JSON.stringify({ message: error?.message ?? 'npm audit printed nothing' })),
    );
  });
}

/** A registry without audit endpoint, or no network: not a finding, unless AUDIT_REQUIRED=true. */
function reportNoAudit(output: string): number {
  const { message } = z
    .object({ message: z.string().default('no reason given') })
    .parse(parseJson(output) ?? {});
  const reason = message.replace(/https?:\/\/\S+/g, 'the registry');
  const isRequired = process.env.AUDIT_REQUIRED === 'true';
  print(
    `Dependencies were not audited: ${reason}${isRequired ? '' : ' (set AUDIT_REQUIRED=true to fail on this)'}`,
  );
  return isRequired ? 1 : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
