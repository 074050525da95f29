import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppContext, createAppContext } from '../../src/app-context.ts';
import { loadConfig } from '../../src/config/config.ts';
import { expiringRecords, newestOf } from '../../src/retention/expiring-records.ts';
import { startSweeping } from '../../src/retention/start-sweeping.ts';
import { openSweepClock } from '../../src/retention/sweep-clock.ts';
import { makeEntry } from '../audit/audit-entry.ts';
import { makeTurn } from '../contracts/conversation-store.contract.ts';

const OWNER = { keyId: 'key-1', endUser: 'user-1' };
const OTHER = { keyId: 'key-2', endUser: null };
const DAY_MS = 86_400_000;

let dataDir: string;
let ctx: AppContext;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-retention-'));
});
afterEach(async () => {
  await ctx.close();
  rmSync(dataDir, { recursive: true });
});

function open(environment: Record<string, string>): void {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'silent',
    ...environment,
    DATA_DIR: dataDir,
  });
  ctx = createAppContext(config, secrets);
}

/** Sweeps once by the clock, and again for each further time. */
async function sweepAt(...times: string[]): Promise<string[]> {
  const told: string[] = [];
  const tell = (level: string) => (fields: { records?: string; count?: number }) =>
    void told.push(`${level} ${fields.records} ${fields.count ?? ''}`.trim());
  let at = 0;
  let again = () => {};
  const options = {
    records: expiringRecords(ctx),
    clock: openSweepClock({ dataDir, newest: () => newestOf(expiringRecords(ctx)) }),
    logger: { info: tell('info'), error: tell('error') },
    now: () => Date.parse(times[at]!),
    repeat: (sweep: () => void) => {
      again = sweep;
      return () => {};
    },
  } as unknown as Parameters<typeof startSweeping>[0];
  const { stop } = startSweeping(options);
  await stop();
  for (at = 1; at < times.length; at++) {
    again();
    await stop();
  }
  return told;
}

async function keep(): Promise<void> {
  for (const [owner, id, askedAt] of [
    [OWNER, 'old', '2026-10-01T00:00:00.000Z'],
    [OTHER, 'old-of-other', '2026-10-02T00:00:00.000Z'],
    [OWNER, 'continued', '2026-10-01T00:00:00.000Z'],
    [OWNER, 'continued', '2026-11-10T00:00:00.000Z'],
  ] as const) {
    const turn = { ...makeTurn(1), messageId: `m-${id}-${askedAt}`, askedAt };
    await ctx.conversations.appendTurn(id, owner, turn, { create: true });
  }
  for (const [messageId, givenAt] of [
    ['m-1', '2026-10-01T00:00:00.000Z'],
    ['m-2', '2026-11-10T00:00:00.000Z'],
  ] as const) {
    await ctx.feedback.put(OWNER, { messageId, conversationId: 'c', verdict: 'up', comment: null, givenAt });
  }
}

const kept = async () => ({
  conversations: (await ctx.conversations.list(OWNER, { limit: 10 })).map((entry) => entry.conversationId),
  others: (await ctx.conversations.list(OTHER, { limit: 10 })).length,
  feedback: (await ctx.feedback.list(OWNER)).map(({ messageId }) => messageId),
});

describe('RETENTION_DAYS', () => {
  it('removes what nobody added to for so long, whoever’s it is, at start', async () => {
    open({ RETENTION_DAYS: '30' });
    await keep();
    expect(await sweepAt('2026-11-15T00:00:00.000Z')).toEqual(['info conversations 2', 'info feedback 1']);
    expect(await kept()).toEqual({ conversations: ['continued'], others: 0, feedback: ['m-2'] });
    expect(await ctx.conversations.findTurn('m-old-2026-10-01T00:00:00.000Z', OWNER)).toBeNull();
  });

  it('removes as time goes on', async () => {
    open({ RETENTION_DAYS: '30' });
    await keep();
    const told = await sweepAt(
      '2026-10-20T00:00:00.000Z',
      '2026-11-15T00:00:00.000Z',
      '2026-12-15T00:00:00.000Z',
    );
    expect(told).toEqual([
      'info conversations 2',
      'info feedback 1',
      'info conversations 1',
      'info feedback 1',
    ]);
    expect(await kept()).toEqual({ conversations: [], others: 0, feedback: [] });
  });

  it('removes nothing where it is not set', async () => {
    open({});
    await keep();
    // Messages of channels alone, which have done their work.
    expect(expiringRecords(ctx).map(({ name }) => name)).toEqual(['channel messages']);
    expect(await sweepAt('2099-01-01T00:00:00.000Z')).toEqual([]);
    expect(await kept()).toMatchObject({ others: 1, feedback: ['m-1', 'm-2'] });
  });

  it('tries again what failed, and the rest is removed all the same', async () => {
    open({ RETENTION_DAYS: '30' });
    await keep();
    const { deleteOlderThan } = ctx.conversations;
    let isFailing = true;
    ctx.conversations.deleteOlderThan = async (before) => {
      if (!isFailing) return await deleteOlderThan.call(ctx.conversations, before);
      isFailing = false;
      throw new Error('disk gone');
    };
    const time = '2026-11-15T00:00:00.000Z';
    expect(await sweepAt(time, time)).toEqual([
      'error conversations',
      'info feedback 1',
      'info conversations 2',
    ]);
    expect(await kept()).toEqual({ conversations: ['continued'], others: 0, feedback: ['m-2'] });
  });
});

describe('AUDIT_DAYS', () => {
  it('removes the files of older days', async () => {
    open({ AUDIT_LOG: 'true', AUDIT_DAYS: '7' });
    const noon = Date.parse('2026-11-01T04:00:00.000Z');
    for (let day = 0; day < 10; day++)
      ctx.audit!.record(makeEntry(day, { time: new Date(noon + day * DAY_MS).toISOString() }));
    expect(await sweepAt('2026-11-10T04:00:00.000Z')).toEqual(['info audit 2']);
    const files = readdirSync(join(dataDir, 'audit'));
    expect(files).toHaveLength(8);
    expect(files[0]).toBe('2026-11-03.w1.jsonl');
  });
});
