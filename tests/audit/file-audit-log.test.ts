import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FileAuditLogOptions,
  openFileAuditLog,
} from '../../src/audit/adapters/files/open-file-audit-log.ts';
import { checkAuditLog } from '../../src/audit/check-audit-log.ts';
import { atDepth } from '../support/depth.ts';
import { makeEntry } from './audit-entry.ts';

const NIGHT = '2026-11-22T15:59:59.999Z';
const NEXT_DAY = '2026-11-22T16:00:00.000Z';
const THIRD_DAY = '2026-11-23T16:00:00.000Z';

let dataDir: string;
let folder: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-audit-'));
  folder = join(dataDir, 'audit');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function open(more: Partial<FileAuditLogOptions> = {}) {
  const onProblem = (error: unknown) => {
    throw error;
  };
  return openFileAuditLog({ dataDir, questions: 'off', onProblem, ...more });
}

/** A run of the service that records one entry at each time. */
async function run(times: readonly string[], more: Partial<FileAuditLogOptions> = {}): Promise<void> {
  const log = open(more);
  times.forEach((time, index) => {
    log.record(makeEntry(index, { time }));
  });
  await log.close();
}

function lines(file: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function chain(writer = 'w1') {
  const { chains } = await checkAuditLog(folder);
  return chains.find((report) => report.writer === writer)!;
}

describe('the chain', () => {
  it('begins, and goes on over days and restarts; files are the owner’s alone', async () => {
    await run([NIGHT, NIGHT]);
    await run([NIGHT, NEXT_DAY]);
    await run([THIRD_DAY]);
    expect(readdirSync(folder)).toEqual([
      '2026-11-22.w1.jsonl',
      '2026-11-23.w1.jsonl',
      '2026-11-24.w1.jsonl',
    ]);
    const { lastHash, firstHash, ...rest } = await chain();
    expect(rest).toEqual({
      writer: 'w1',
      days: 3,
      lines: 8,
      removedBefore: null,
      torn: [],
      signed: 0,
      unchecked: 0,
      isProven: false,
      lost: 0,
      broken: null,
    });
    expect(lines('2026-11-23.w1.jsonl')[0]).toMatchObject({
      kind: 'start',
      day: '2026-11-23',
      previousFile: '2026-11-22.w1.jsonl',
    });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '2026-11-24.w1.jsonl')).mode & 0o777).toBe(0o600);
    for (const hash of [firstHash, lastHash])
      expect(await checkAuditLog(folder, { expected: hash })).toMatchObject({ hasExpected: true });
    expect(await checkAuditLog(folder, { expected: 'f'.repeat(64) })).toMatchObject({ hasExpected: false });
  });

  it('keeps the order of entries, and creates nothing before the first', async () => {
    const log = open();
    await log.close();
    expect(readdirSync(dataDir)).toEqual([]);
    for (let number = 0; number < 200; number++) log.record(makeEntry(number));
    await log.close();
    const ids = lines('2026-11-22.w1.jsonl')
      .slice(1)
      .map(({ requestId }) => requestId);
    expect(ids).toEqual(Array.from({ length: 200 }, (_, number) => `request-${number}`));
  });

  it('stays with the day that was begun when the clock goes back', async () => {
    await run([NEXT_DAY, NIGHT]);
    expect(readdirSync(folder)).toEqual(['2026-11-23.w1.jsonl']);
    expect(await chain()).toMatchObject({ lines: 3, broken: null });
  });

  it('is one for each writer, at the same time', async () => {
    const logs = ['w1', 'w2'].map((writer) => open({ writer }));
    for (let number = 0; number < 20; number++) for (const log of logs) log.record(makeEntry(number));
    await Promise.all(logs.map((log) => log.close()));
    expect(await chain('w1')).toMatchObject({ lines: 21, broken: null });
    expect(await chain('w2')).toMatchObject({ lines: 21, broken: null });
  });

  it('goes on from what another process of the same name wrote meanwhile', async () => {
    const old = open();
    old.record(makeEntry(0));
    await old.deleteOlderThan(NIGHT);
    await run([NIGHT]);
    old.record(makeEntry(1));
    await old.close();
    expect(await chain()).toMatchObject({ lines: 4, broken: null });
  });
});

describe('a question', () => {
  it.each([
    ['off', null],
    ['masked', '张三（手机〔手机号〕）问：智慧管网由谁牵头？'],
    ['full', '张三（手机13800138000）问：智慧管网由谁牵头？'],
  ] as const)('with %s is kept as %j', async (questions, kept) => {
    await run([NIGHT], { questions });
    expect(lines('2026-11-22.w1.jsonl')[1]).toMatchObject({ kind: 'request', question: kept });
  });
});

describe('a power loss', () => {
  it.each([1, 20, 300])('that tears %i bytes off is mended without cutting, and told', async (bytes) => {
    await run([NIGHT, NIGHT]);
    const file = join(folder, '2026-11-22.w1.jsonl');
    const { size } = statSync(file);
    truncateSync(file, size - bytes);
    const torn = readFileSync(file, 'utf8');
    const before = await chain();
    expect(before).toMatchObject({ broken: null, torn: bytes === 1 ? [] : [{ line: 3 }] });
    await run([NIGHT]);
    expect(readFileSync(file, 'utf8').startsWith(`${torn}\n`)).toBe(true);
    await run([NEXT_DAY]);
    expect(await chain()).toMatchObject({ broken: null, days: 2, torn: before.torn });
  });

  it.each([NIGHT, NEXT_DAY])('within the first line of a day is mended at %s', async (time) => {
    await run(['2026-11-21T03:00:00.000Z']);
    writeFileSync(join(folder, '2026-11-22.w1.jsonl'), '{"previous":"');
    await run([time]);
    expect(await chain()).toMatchObject({ broken: null, torn: [{ file: '2026-11-22.w1.jsonl', line: 1 }] });
  });

  it('that leaves an empty file is no break', async () => {
    await run(['2026-11-21T03:00:00.000Z']);
    writeFileSync(join(folder, '2026-11-22.w1.jsonl'), '');
    await run([NIGHT]);
    expect(await chain()).toMatchObject({ broken: null, lines: 4 });
  });

  it('leaves bytes that cannot be changed afterwards', async () => {
    await run([NIGHT]);
    const file = join(folder, '2026-11-22.w1.jsonl');
    appendFileSync(file, '{"previous":"abc');
    await run([NIGHT]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('{"previous":"abc\n', '{"previous":"xyz\n'));
    expect(await chain()).toMatchObject({ broken: { line: 3, reason: 'changed-line' } });
  });
});

describe('tampering', () => {
  it('with any byte of any line is found', async () => {
    await run([NIGHT, NIGHT, NEXT_DAY], { questions: 'full' });
    await run([NEXT_DAY, THIRD_DAY], { questions: 'full' });
    const files = readdirSync(folder);
    const originals = files.map((name) => readFileSync(join(folder, name)));
    const starts = originals.map((_, index) => Buffer.concat(originals.slice(0, index)).length);
    const total = Buffer.concat(originals).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(total - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const index = starts.findLastIndex((start) => start <= place);
        const changed = Buffer.from(originals[index]!);
        changed[place - starts[index]!]! ^= change;
        writeFileSync(join(folder, files[index]!), changed);
        const { broken, torn } = await chain();
        writeFileSync(join(folder, files[index]!), originals[index]!);
        // Without the very last line break the end looks as a power loss leaves it.
        if (place === total - 1) expect(torn).not.toEqual([]);
        else expect(broken).not.toBeNull();
      }),
      {
        numRuns: atDepth(60, 300),
        examples: [
          [total - 1, 1],
          [total - 2, 7],
          [0, 1],
        ],
      },
    );
    expect(await chain()).toMatchObject({ broken: null, torn: [] });
  });

  it.each<[string, (all: string[]) => string[], string]>([
    ['a line taken out', (all) => all.toSpliced(2, 1), 'wrong-previous'],
    [
      'two lines exchanged',
      (all) => [...all.slice(0, 2), all[3]!, all[2]!, ...all.slice(4)],
      'wrong-previous',
    ],
    ['a line put in twice', (all) => all.toSpliced(2, 0, all[1]!), 'wrong-previous'],
    ['the first line taken out', (all) => all.slice(1), 'wrong-start'],
    ['a line of nonsense put in', (all) => all.toSpliced(2, 0, '{"kind":"request"}'), 'changed-line'],
    ['a line of nonsense at the end', (all) => [...all, '{"kind":"request"}'], 'changed-line'],
  ])('%s is found', async (_title, change, reason) => {
    await run([NIGHT, NIGHT, NIGHT, NIGHT]);
    const file = join(folder, '2026-11-22.w1.jsonl');
    const all = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(file, `${change(all).join('\n')}\n`);
    expect(await chain()).toMatchObject({ broken: { file: '2026-11-22.w1.jsonl', reason } });
  });

  it('a file renamed or copied to another day or writer is found', async () => {
    await run([NIGHT]);
    const content = readFileSync(join(folder, '2026-11-22.w1.jsonl'));
    writeFileSync(join(folder, '2026-11-22.w2.jsonl'), content);
    expect(await chain('w2')).toMatchObject({ broken: { line: 1, reason: 'wrong-start' } });
  });

  it('a hole in the middle is found, a beginning removed after its time is only said', async () => {
    await run([NIGHT, NEXT_DAY, THIRD_DAY]);
    rmSync(join(folder, '2026-11-22.w1.jsonl'));
    expect(await chain()).toMatchObject({ broken: null, removedBefore: '2026-11-22.w1.jsonl', days: 2 });
    await run(['2026-11-25T03:00:00.000Z']);
    rmSync(join(folder, '2026-11-24.w1.jsonl'));
    expect(await chain()).toMatchObject({
      broken: { file: '2026-11-25.w1.jsonl', line: 1, reason: 'missing-file' },
    });
  });
});

describe('old days', () => {
  it('are removed by their day in China, and the chain goes on though all were', async () => {
    await run([NIGHT, NEXT_DAY]);
    const log = open();
    expect(await log.deleteOlderThan(NEXT_DAY)).toBe(1);
    expect(readdirSync(folder)).toEqual(['2026-11-23.w1.jsonl']);
    expect(await log.deleteOlderThan(THIRD_DAY)).toBe(1);
    log.record(makeEntry(1, { time: THIRD_DAY }));
    await log.close();
    expect(await chain()).toMatchObject({ broken: null, removedBefore: '2026-11-23.w1.jsonl', lines: 2 });
  });

  it('are none where nothing was written', async () => {
    expect(await open().deleteOlderThan(NIGHT)).toBe(0);
  });
});

describe('a failing disk', () => {
  it('is told once and stops nothing; entries wait, what is too much is counted', async () => {
    const problems: unknown[] = [];
    const options = {
      mostPending: 3,
      retryMs: 1_000_000,
      onProblem: (_error: unknown, state: unknown) => void problems.push(state),
    };
    writeFileSync(folder, 'no folder');
    const log = open(options);
    log.record(makeEntry(0));
    await log.deleteOlderThan(NIGHT).catch(() => {});
    for (let number = 1; number < 8; number++) log.record(makeEntry(number));
    expect(problems).toEqual([{ pending: 1, lost: 0 }]);
    rmSync(folder);
    await log.close();
    const kept = readdirSync(folder).flatMap(lines);
    expect(kept.filter(({ kind }) => kind === 'request')).toHaveLength(3);
    expect(kept.at(-1)).toMatchObject({ kind: 'lost', count: 5 });
    expect(await chain()).toMatchObject({ broken: null, lost: 5 });
    expect(problems).toHaveLength(1);
  });
});
