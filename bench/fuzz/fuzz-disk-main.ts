import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { subject as audit } from './disk/audit.ts';
import type { DiskSubject } from './disk/disk-subject.ts';
import { subject as index } from './disk/index.ts';
import { subject as serviceCalls } from './disk/service-calls.ts';
import { subject as storeCalls } from './disk/store-calls.ts';
import { subject as stores } from './disk/stores.ts';

/*
 * npm run fuzz:disk -- [SUBJECT …] [--stride N]
 * Lets every call of the file system fail in turn, cuts the power at each, and damages every file, for what keeps files; prints how
 * many cases were tried and survived. `--stride 5` tries every fifth case. Exit code 1: one was not survived.
 */
const SUBJECTS: readonly DiskSubject[] = [index, audit, stores, storeCalls, serviceCalls];
const SHOWN = 20;

const { values, positionals: names } = parseArgs({
  options: { stride: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const stride = Math.max(1, Number(values.stride));
process.stdout.write(`${describeMachine()}\n`);
for (const { name, run } of SUBJECTS) {
  if (names.length > 0 && !names.includes(name)) continue;
  const startedAt = performance.now();
  const { tried, survived, failures, leftOut } = await run({ stride, offset: 0 });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(`${name}: ${tried} tried, ${survived} survived (${seconds} s)\n`);
  if (leftOut !== undefined) process.stdout.write(`  left out: ${leftOut}\n`);
  for (const failure of failures.slice(0, SHOWN)) process.stdout.write(`  ${failure}\n`);
  if (failures.length > SHOWN) process.stdout.write(`  … and ${failures.length - SHOWN} more\n`);
  if (survived < tried) process.exitCode = 1;
}
