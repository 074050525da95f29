import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileAuditLog } from '../../../src/audit/adapters/files/open-file-audit-log.ts';
import { checkAuditLog } from '../../../src/audit/check-audit-log.ts';
import type { Files } from '../../../src/storage/files/files.ts';
import { makeEntry } from '../../../tests/audit/audit-entry.ts';
import { listDamages } from './damage-bytes.ts';
import { type DiskSubject, FuzzCounter, type FuzzOptions } from './disk-subject.ts';
import { FaultyDisk, listFaults } from './faulty-disk.ts';

const DAYS = ['2026-11-21T03:00:00.000Z', '2026-11-22T03:00:00.000Z', '2026-11-23T03:00:00.000Z'];
const PLACES = 120;

/**
 * The audit log: after any failure the chain is whole, what was written before is there, and entries that waited for a disk that came back
 * are there too; every cut and every flipped bit is found or harmless, and what comes afterwards is written.
 */
export const subject: DiskSubject = {
  name: 'audit',
  async run(options) {
    const counter = new FuzzCounter(options);
    const root = await mkdtemp(join(tmpdir(), 'tiaowen-fuzz-audit-'));
    try {
      for (const days of [0, 1, 2]) await failEveryCall(days, root, counter);
      await damageEveryFile(root, counter, options);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
    return counter.result();
  },
};

/** Records three entries of the last day, and one of the day before, on top of some days. */
async function failEveryCall(days: number, root: string, counter: FuzzCounter): Promise<void> {
  const model = await mkdtemp(join(root, 'model-'));
  const before = await record(
    model,
    DAYS.slice(0, days).flatMap((day) => [day, day]),
    0,
  );
  const fresh = async () => {
    const dataDir = join(root, 'tried');
    await rm(dataDir, { recursive: true, force: true });
    await cp(model, dataDir, { recursive: true });
    return dataDir;
  };
  const times = [DAYS[1]!, DAYS[2]!, DAYS[2]!];
  const counting = new FaultyDisk(null);
  await record(await fresh(), times, 100, counting.files);
  for (const fault of listFaults(counting.calls)) {
    await counter.try(`${days} days, ${fault.kind} ${fault.code} at call ${fault.at}`, async () => {
      const dataDir = await fresh();
      const disk = new FaultyDisk(fault);
      const during = await record(dataDir, times, 100, disk.files);
      await disk.settle();
      const after = await record(dataDir, [DAYS[2]!], 200);
      const isBack = fault.kind === 'once' || fault.kind === 'short';
      await expectWhole(dataDir, [...before, ...(isBack ? during : []), ...after]);
    });
  }
}

async function damageEveryFile(root: string, counter: FuzzCounter, options: FuzzOptions): Promise<void> {
  const dataDir = await mkdtemp(join(root, 'damaged-'));
  await record(dataDir, [...DAYS, ...DAYS].sort(), 0);
  const folder = join(dataDir, 'audit');
  const names = (await readdir(folder)).sort();
  const wholes = new Map<string, Buffer>();
  for (const name of names) wholes.set(name, await readFile(join(folder, name)));
  for (const [name, whole] of wholes) {
    for (const damage of listDamages(whole.length, options.stride > 1 ? 12 : PLACES)) {
      await counter.try(`${name}, ${damage.name}`, async () => {
        const damaged = damage.apply(whole);
        await writeFile(join(folder, name), damaged);
        // The last line is whole without its line break.
        const isHarmless = damaged.length === whole.length - 1;
        try {
          if (!isHarmless && name !== names.at(-1)) await expectNoticed(folder);
          const [entry] = await record(dataDir, [DAYS[2]!], 300);
          if (!(await readAll(folder)).includes(entry!))
            throw new Error('what comes afterwards is not written');
        } finally {
          for (const [other, content] of wholes) await writeFile(join(folder, other), content);
        }
      });
    }
  }
}

/** Not for the last file: its cut end looks as a power loss leaves it; without a hash noted elsewhere nobody can tell. */
async function expectNoticed(folder: string): Promise<void> {
  const { chains } = await checkAuditLog(folder);
  const [chain] = chains;
  if (chain === undefined) throw new Error('the log is gone');
  // An emptied first file is told as one that was removed.
  const isTold = chain.broken !== null || chain.torn.length > 0 || chain.removedBefore !== null;
  if (!isTold) throw new Error('the damage is not noticed');
}

async function expectWhole(dataDir: string, ids: readonly string[]): Promise<void> {
  const folder = join(dataDir, 'audit');
  const { chains } = await checkAuditLog(folder);
  for (const { broken } of chains) {
    if (broken !== null) throw new Error(`the chain breaks: ${JSON.stringify(broken)}`);
  }
  const found = await readAll(folder);
  const missing = ids.filter((id) => !found.includes(id));
  if (missing.length > 0) throw new Error(`lost: ${missing.join(', ')}`);
}

/** The ids of the entries, which are kept in order; returned whether or not they could be written. */
async function record(
  dataDir: string,
  times: readonly string[],
  firstNumber: number,
  files: Files = new FaultyDisk(null).files,
): Promise<string[]> {
  const log = openFileAuditLog({
    dataDir,
    questions: 'off',
    onProblem: () => {},
    retryMs: 1_000_000,
    files,
  });
  const ids = times.map((time, index) => {
    const entry = makeEntry(firstNumber + index, { time });
    log.record(entry);
    return entry.requestId;
  });
  await log.close();
  return ids;
}

/** Ids of all requests that stand in whole lines. */
async function readAll(folder: string): Promise<string[]> {
  const ids: string[] = [];
  for (const name of await readdir(folder)) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      const id = /"requestId":"(?<id>[^"]+)"/.exec(line)?.groups?.['id'];
      if (id !== undefined) ids.push(id);
    }
  }
  return ids;
}
