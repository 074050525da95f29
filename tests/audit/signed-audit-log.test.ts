import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditLine, renderLine, sha256 } from '../../src/audit/adapters/files/audit-line.ts';
import { openFileAuditLog } from '../../src/audit/adapters/files/open-file-audit-log.ts';
import { takeHead } from '../../src/audit/audit-head.ts';
import { type AuditKeys, createAuditKeys, NO_AUDIT_KEYS } from '../../src/audit/audit-keys.ts';
import { checkAuditLog } from '../../src/audit/check-audit-log.ts';
import { recordAuditEvent } from '../../src/audit/record-audit-event.ts';
import { makeEntry } from './audit-entry.ts';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const KEYS = createAuditKeys([NEW]);
const FIRST_DAY = '2026-11-22T03:00:00.000Z';
const NEXT_DAY = '2026-11-23T03:00:00.000Z';

let dataDir: string;
let folder: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-audit-key-'));
  folder = join(dataDir, 'audit');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A run of the service that records `count` entries. */
async function run(
  count: number,
  { keys = KEYS, writer = 'w1', time = FIRST_DAY }: { keys?: AuditKeys; writer?: string; time?: string } = {},
): Promise<void> {
  const onProblem = (error: unknown) => {
    throw error;
  };
  const log = openFileAuditLog({ dataDir, questions: 'off', keys, writer, onProblem });
  for (let number = 0; number < count; number++) log.record(makeEntry(number, { time }));
  await log.close();
}

const fileOf = (writer = 'w1', day = '2026-11-22') => join(folder, `${day}.${writer}.jsonl`);
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
const write = (path: string, lines: readonly string[]) => writeFileSync(path, `${lines.join('\n')}\n`);

/** What who may write the folder can do: leave out the n-th line, and chain the rest anew with `keys`, or none. */
function removeAndRechain(path: string, n: number, keys: AuditKeys = NO_AUDIT_KEYS): void {
  let previous: string | null = null;
  const lines = linesOf(path)
    .filter((_line, index) => index !== n)
    .map((text) => {
      const {
        previous: _previous,
        checksum: _checksum,
        key: _key,
        ...content
      } = JSON.parse(text) as AuditLine & {
        checksum: string;
      };
      const line = renderLine(previous, content, keys);
      previous = sha256(line);
      return line;
    });
  write(path, lines);
}

async function check(keys = KEYS) {
  const { chains, missing } = await checkAuditLog(folder, { keys });
  return { chain: chains.find(({ writer }) => writer === 'w1')!, chains, missing };
}

describe('with a key', () => {
  it('every line is proven, over days, restarts and other writers', async () => {
    await run(2);
    await run(1, { writer: 'w2' });
    await run(2, { time: NEXT_DAY });
    const { chains, missing } = await check();
    // Each start of a file, each seal of a run and each entry.
    expect(chains).toMatchObject([
      { writer: 'w1', lines: 8, signed: 8, unchecked: 0, isProven: true, broken: null },
      { writer: 'w2', lines: 3, signed: 3, isProven: true, broken: null },
    ]);
    expect(missing).toEqual([]);
    expect(readFileSync(fileOf(), 'utf8')).not.toContain(NEW);
  });

  it('removing a line and chaining the rest anew is found, which without one it is not', async () => {
    await run(3, { keys: NO_AUDIT_KEYS });
    removeAndRechain(fileOf(), 2);
    expect((await check(NO_AUDIT_KEYS)).chain).toMatchObject({ broken: null, lines: 3 });
    rmSync(folder, { recursive: true });

    await run(3);
    const original = linesOf(fileOf());
    removeAndRechain(fileOf(), 2);
    expect((await check()).chain).toMatchObject({ isProven: false, signed: 0 });
    write(fileOf(), original);
    removeAndRechain(fileOf(), 2, createAuditKeys(['x'.repeat(32)]));
    expect((await check()).chain).toMatchObject({ isProven: false, unchecked: 4 });
    // The id of the right key does not help without its secret.
    write(
      fileOf(),
      linesOf(fileOf()).map((line) => line.replace(/"key":"\w+"/, `"key":"${KEYS.currentId}"`)),
    );
    expect((await check()).chain).toMatchObject({ broken: { line: 1, reason: 'changed-line' } });
  });

  it('signed lines cannot be followed, nor replaced, by lines without signature', async () => {
    await run(3);
    const lines = linesOf(fileOf());
    const { previous: _p, checksum: _c, key: _k, ...content } = JSON.parse(lines.at(-1)!);
    write(fileOf(), [...lines, renderLine(sha256(lines.at(-1)!), content, NO_AUDIT_KEYS)]);
    expect((await check()).chain.broken).toMatchObject({ line: 6, reason: 'unsigned-line' });
    write(fileOf(), [...lines.slice(0, 4), renderLine(sha256(lines[3]!), content, NO_AUDIT_KEYS)]);
    expect((await check()).chain.broken).toMatchObject({ line: 5, reason: 'unsigned-line' });
  });

  it('what was written before there was one is bound by the seal of the next start', async () => {
    await run(3, { keys: NO_AUDIT_KEYS });
    await run(2, { keys: NO_AUDIT_KEYS, writer: 'keys-1' });
    expect((await check()).chain.isProven).toBe(false);
    await run(1);
    const { chains } = await check();
    expect(chains.map(({ isProven }) => isProven)).toEqual([true, true]);
    removeAndRechain(fileOf('keys-1'), 1);
    expect((await check()).missing).toMatchObject([{ writer: 'keys-1', file: '2026-11-22.keys-1.jsonl' }]);
  });

  it.each([
    ['cut', () => write(fileOf(), linesOf(fileOf()).slice(0, 3))],
    ['removed whole', () => rmSync(fileOf())],
  ])('a chain that is %s is missed by what started later', async (_how, harm) => {
    await run(3);
    await run(1, { writer: 'w2' });
    harm();
    const { missing } = await check();
    expect(missing).toMatchObject([{ writer: 'w1' }]);
  });

  it('days that were removed by their age are not missed', async () => {
    await run(3);
    await run(1, { writer: 'w2', time: NEXT_DAY });
    rmSync(fileOf());
    expect((await check()).missing).toEqual([]);
  });

  it('is changed without a gap, and older lines are proven by the older one', async () => {
    await run(2, { keys: createAuditKeys([OLD]) });
    await run(2, { keys: createAuditKeys([NEW, OLD]) });
    expect((await check(createAuditKeys([NEW, OLD]))).chain).toMatchObject({
      isProven: true,
      signed: 7,
      unchecked: 0,
    });
    expect((await check(createAuditKeys([NEW]))).chain).toMatchObject({ broken: null, unchecked: 4 });
    expect((await check(NO_AUDIT_KEYS)).chain).toMatchObject({ broken: null, unchecked: 7 });
  });
});

describe('a head that is kept elsewhere', () => {
  const now = new Date('2026-11-22T05:00:00.000Z');

  it.each([
    ['with a key', KEYS],
    ['without one', NO_AUDIT_KEYS],
  ])('%s shows that a log was cut or written anew, and fits one that went on', async (_how, keys) => {
    await run(3, { keys });
    const head = await takeHead(folder, keys, now);
    await run(2, { keys });
    expect(await checkAuditLog(folder, { expected: head, keys })).toMatchObject({ hasExpected: true });
    const whole = linesOf(fileOf());
    write(fileOf(), whole.slice(0, 3));
    expect(await checkAuditLog(folder, { expected: head, keys })).toMatchObject({ hasExpected: false });
    write(fileOf(), whole);
    removeAndRechain(fileOf(), 2, keys);
    expect(await checkAuditLog(folder, { expected: head, keys })).toMatchObject({ hasExpected: false });
  });

  it('counts only with its signature where there is a key', async () => {
    await run(2);
    const head = await takeHead(folder, KEYS, now);
    const { signature: _none, ...unsigned } = head;
    for (const forged of [unsigned, { ...head, time: NEXT_DAY }, { ...head, heads: {} }])
      expect(await checkAuditLog(folder, { expected: forged, keys: KEYS })).toMatchObject({
        hasExpected: false,
      });
    expect(await checkAuditLog(folder, { expected: head, keys: KEYS })).toMatchObject({ hasExpected: true });
  });
});

describe('what is done to the service', () => {
  it('is recorded in a chain of the command', async () => {
    const event = { event: 'key-revoked', ids: { keyId: 'abc' } } as const;
    expect(await recordAuditEvent({ dataDir, keys: [NEW], command: 'keys' }, event)).toBe(true);
    const [name] = readdirSync(folder);
    expect(name).toMatch(/^\d{4}-\d{2}-\d{2}\.keys-\d+\.jsonl$/);
    expect(JSON.parse(linesOf(join(folder, name!)).at(-1)!)).toMatchObject({ kind: 'event', ...event });
    expect((await checkAuditLog(folder, { keys: KEYS })).chains).toMatchObject([
      { isProven: true, broken: null },
    ]);
  });

  it('is told where it cannot be', async () => {
    writeFileSync(folder, 'no folder');
    const event = { event: 'key-revoked', ids: {} } as const;
    expect(await recordAuditEvent({ dataDir, keys: [], command: 'keys' }, event)).toBe(false);
  });
});
