import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CONVERSATION_SCHEMA } from '../../../src/assistant/adapters/embedded/conversation-schema.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { StoreError } from '../../../src/domain/errors/store-error.ts';
import { checkStore } from '../../../src/stores/check-stores.ts';
import { mendStore } from '../../../src/stores/mend-store.ts';
import { type DiskSubject, FuzzCounter } from './disk-subject.ts';
import { listHarms, type StoreHarm } from './store-harm.ts';
import { OWNER, turnOf, type WorkerReply } from './store-worker.ts';
import { StoreWorker } from './store-worker-process.ts';

/** Turns that are there before, and that are kept after the harm. */
const BEFORE = 6;
const AFTER = 12;
const PLACES = 48;
const WRITE_STEP_KB = 4;

/**
 * The store of conversations, open and in use in a process of its own while its files are cut, flipped, zeroed, moved and grown: between
 * two calls, and in the midst of them. A case survives where the process lives, throws nothing but StoreError, and every turn that it
 * acknowledged is there unchanged or told as lost by the check; and where after mending the store takes turns again.
 */
export const subject: DiskSubject = {
  name: 'stores',
  async run(options) {
    const counter = new FuzzCounter(options);
    const root = mkdtempSync(join(tmpdir(), 'tiaowen-fuzz-stores-'));
    const worker = new StoreWorker();
    try {
      const template = join(root, 'template');
      await worker.perform({ kind: 'open', dataDir: template });
      await worker.perform({ kind: 'keep', from: 0, to: BEFORE });
      await worker.perform({ kind: 'close' });
      const size = statSync(fileOf(template, '.sqlite')).size;
      for (const moment of ['between', 'during'] as const)
        for (const suffix of ['.sqlite', '.sqlite-journal', '.made'])
          for (const harm of listHarms(suffix === '.sqlite' ? size : 4200, suffix === '.sqlite' ? PLACES : 4))
            await counter.try(`${suffix} ${harm.name} ${moment}`, () =>
              tryCase(worker, { root, template, suffix, harm, moment }),
            );
      for (let kilobytes = 0; kilobytes <= 240; kilobytes += WRITE_STEP_KB)
        await counter.try(`writes fail beyond ${kilobytes} KB`, () =>
          tryFailingWrites({ root, template, kilobytes }),
        );
      for (let pages = 1; pages <= 60; pages++)
        await counter.try(`full at page ${pages}`, () => tryFull(worker, { root, template, pages }));
    } finally {
      worker.end();
      rmSync(root, { recursive: true });
    }
    return counter.result();
  },
};

interface Case {
  readonly root: string;
  readonly template: string;
  readonly suffix: string;
  readonly harm: StoreHarm;
  readonly moment: 'between' | 'during';
}

function fileOf(dataDir: string, suffix: string): string {
  return join(dataDir, 'stores', `conversations${suffix}`);
}

async function tryCase(worker: StoreWorker, { root, template, suffix, harm, moment }: Case): Promise<void> {
  const dataDir = join(root, 'case');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(template, dataDir, { recursive: true });
  await worker.perform({ kind: 'open', dataDir });
  const kept = [...Array(BEFORE).keys()].map((n) => `m${n}`);
  const note = ({ kept: more, unexpected }: WorkerReply) => {
    kept.push(...more);
    if (unexpected.length > 0) throw new Error(`unexpected: ${unexpected[0]}`);
  };
  note(await worker.perform({ kind: 'keep', from: BEFORE, to: BEFORE + 2 }));
  const last = BEFORE + 2 + AFTER;
  if (moment === 'between') {
    harm.apply(fileOf(dataDir, suffix));
    note(await worker.perform({ kind: 'keep', from: BEFORE + 2, to: last }));
  } else {
    const keeping = worker.perform({ kind: 'keep', from: BEFORE + 2, to: last });
    await setTimeout(1 + ((kept.length * 7 + harm.name.length) % 11));
    harm.apply(fileOf(dataDir, suffix));
    note(await keeping);
  }
  await worker.perform({ kind: 'close' });
  await requireKeptOrTold(dataDir, kept);
  await requireMended(dataDir);
}

/**
 * A process whose writes beyond a size fail in the middle of SQLite's work (the limit of the system, EFBIG), in the store's file or its
 * journal, whichever is there first: the process lives, and what it acknowledged is there for one without that limit.
 */
async function tryFailingWrites({
  root,
  template,
  kilobytes,
}: {
  readonly root: string;
  readonly template: string;
  readonly kilobytes: number;
}): Promise<void> {
  const dataDir = join(root, 'case');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(template, dataDir, { recursive: true });
  const worker = new StoreWorker({ mostKilobytes: kilobytes });
  const kept = [...Array(BEFORE).keys()].map((n) => `m${n}`);
  try {
    await worker.perform({ kind: 'open', dataDir });
    const reply = await worker.perform({ kind: 'keep', from: BEFORE, to: BEFORE + AFTER });
    if (reply.unexpected.length > 0) throw new Error(`unexpected: ${reply.unexpected[0]}`);
    kept.push(...reply.kept);
    await worker.perform({ kind: 'close' });
  } finally {
    worker.end();
  }
  await requireKeptOrTold(dataDir, kept);
  await requireMended(dataDir);
}

/** A file that may not grow beyond a page: whatever was acknowledged before stays, and it takes turns again afterwards. */
async function tryFull(
  worker: StoreWorker,
  { root, template, pages }: { root: string; template: string; pages: number },
) {
  const dataDir = join(root, 'case');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(template, dataDir, { recursive: true });
  await worker.perform({ kind: 'open', dataDir });
  const filled = await worker.perform({ kind: 'keep', from: 0, to: 20, mostPages: pages });
  if (filled.unexpected.length > 0) throw new Error(`unexpected: ${filled.unexpected[0]}`);
  if (filled.reasons.some((reason) => reason !== 'full')) throw new Error(`told as ${filled.reasons}`);
  const after = await worker.perform({ kind: 'keep', from: BEFORE, to: BEFORE + 2 });
  if (after.kept.length !== 2) throw new Error(`does not work again: ${after.reasons}`);
  await worker.perform({ kind: 'close' });
  await requireKeptOrTold(
    dataDir,
    [...Array(BEFORE + 2).keys()].map((n) => `m${n}`),
  );
  if ((await checkStore(dataDir, CONVERSATION_SCHEMA)).failure !== null)
    throw new Error(
      `damaged by a full disk: ${JSON.stringify(await checkStore(dataDir, CONVERSATION_SCHEMA))}`,
    );
}

async function requireKeptOrTold(dataDir: string, kept: readonly string[]): Promise<void> {
  const store = openSqliteConversationStore({ dataDir });
  const lost: string[] = [];
  try {
    for (const id of kept) {
      const found = await store.findTurn(id, OWNER).catch((error: unknown) => {
        if (error instanceof StoreError) return null;
        throw error;
      });
      const isThere = JSON.stringify(found?.turn) === JSON.stringify(turnOf(Number(id.slice(1))));
      if (!isThere) lost.push(id);
    }
  } finally {
    await store.close();
  }
  if (lost.length === 0) return;
  const { failure } = await checkStore(dataDir, CONVERSATION_SCHEMA);
  if (failure === null) throw new Error(`lost and not told: ${lost.join(' ')}`);
}

async function requireMended(dataDir: string): Promise<void> {
  const { state } = await mendStore(dataDir, CONVERSATION_SCHEMA, new Date());
  if (state === 'failing') throw new Error('cannot be mended');
  const store = openSqliteConversationStore({ dataDir });
  try {
    await store.appendTurn('after', OWNER, { ...turnOf(1), messageId: 'after' }, { create: true });
    if ((await store.findTurn('after', OWNER)) === null) throw new Error('takes no turn after mending');
  } finally {
    await store.close();
  }
}
