import { cpSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONVERSATION_SCHEMA } from '../../../src/assistant/adapters/embedded/conversation-schema.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { checkStore } from '../../../src/stores/check-stores.ts';
import { type FailingCalls, prepareFailingCalls } from './calls/failing-calls.ts';
import { type DiskSubject, FuzzCounter } from './disk-subject.ts';
import { OWNER, turnOf, type WorkerReply } from './store-worker.ts';
import { StoreWorker } from './store-worker-process.ts';

/** Turns that are there before, that are kept while calls fail, and after that. */
const BEFORE = 6;
const DURING = 3;
const AFTER = 2;

/**
 * The store of conversations in a process whose n-th read, write, flush or cut fails with EIO, once or from there on: on a store that is
 * new, in use, and left behind in the midst of a commit. A case survives where the process lives and throws nothing but StoreError with
 * the reason `io`; where every turn that it acknowledged is there, unchanged, for a process that finds the files as they are then; and
 * where it takes turns again, with a whole file, once calls work again.
 */
export const subject: DiskSubject = {
  name: 'store-calls',
  async run(options) {
    const counter = new FuzzCounter(options);
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'tiaowen-fuzz-calls-')));
    try {
      const prepared = prepareFailingCalls(root);
      if (prepared === null) return { ...counter.result(), leftOut: 'no C compiler, or no LD_PRELOAD' };
      const calls = prepared(join(root, 'case'));
      const worker = new StoreWorker({ environment: calls.environment });
      try {
        for (const { name, begin } of await makeBeginnings(root, worker, calls)) {
          const tried = { root, worker, calls, begin };
          for (let at = 1, last = await countCalls(tried); at <= last; at++)
            for (const isLasting of [false, true])
              await counter.try(`${name} store, call ${at} ${isLasting ? 'and all after it' : ''}`, () =>
                tryCase({ ...tried, at, isLasting }),
              );
        }
      } finally {
        worker.end();
        calls.close();
      }
    } finally {
      rmSync(root, { recursive: true });
    }
    return counter.result();
  },
};

/** How the files lie when a case begins. */
interface Beginning {
  readonly name: string;
  /** Null: there are none yet. */
  readonly begin: string | null;
}

interface Tried {
  readonly root: string;
  readonly worker: StoreWorker;
  readonly calls: FailingCalls;
  readonly begin: string | null;
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => `m${from + i}`);
const journalOf = (dataDir: string) => join(dataDir, 'stores', 'conversations.sqlite-journal');

async function makeBeginnings(root: string, worker: StoreWorker, calls: FailingCalls): Promise<Beginning[]> {
  const used = join(root, 'used');
  await worker.perform({ kind: 'open', dataDir: used });
  await worker.perform({ kind: 'keep', from: 0, to: BEFORE });
  await worker.perform({ kind: 'close' });
  const left = join(root, 'left');
  const tried = { root, worker, calls, begin: used };
  // From the last call backwards: the first that leaves a journal leaves the whole of a commit to be taken back.
  for (let at = await countCalls(tried); at > 0; at--) {
    const dataDir = beginCase(tried);
    calls.fail(at, true);
    await worker.perform({ kind: 'open', dataDir });
    await worker.perform({ kind: 'keep', from: BEFORE, to: BEFORE + DURING });
    cpSync(dataDir, left, { recursive: true });
    calls.count();
    await worker.perform({ kind: 'close' });
    if (statSync(journalOf(left)).size > 0) break;
    rmSync(left, { recursive: true });
  }
  return [
    { name: 'new', begin: null },
    { name: 'used', begin: used },
    { name: 'left', begin: left },
  ];
}

function beginCase({ root, begin }: Pick<Tried, 'root' | 'begin'>): string {
  const dataDir = join(root, 'case', 'data');
  rmSync(dataDir, { recursive: true, force: true });
  if (begin !== null) cpSync(begin, dataDir, { recursive: true });
  return dataDir;
}

/** Calls that open the store and keep turns where none fails. */
async function countCalls(tried: Tried): Promise<number> {
  const { worker, calls } = tried;
  const dataDir = beginCase(tried);
  calls.count();
  await worker.perform({ kind: 'open', dataDir });
  await worker.perform({ kind: 'keep', from: BEFORE, to: BEFORE + DURING });
  const { calls: count } = calls.seen();
  await worker.perform({ kind: 'close' });
  return count;
}

async function tryCase(tried: Tried & { at: number; isLasting: boolean }): Promise<void> {
  const { root, worker, calls, begin, at, isLasting } = tried;
  const dataDir = beginCase(tried);
  const kept = begin === null ? [] : numbers(0, BEFORE);
  const keep = async (from: number, to: number): Promise<WorkerReply> => {
    const reply = await worker.perform({ kind: 'keep', from, to });
    kept.push(...reply.kept);
    if (reply.unexpected.length > 0) throw new Error(`unexpected: ${reply.unexpected[0]}`);
    const other = reply.reasons.find((reason) => reason !== 'io');
    if (other !== undefined) throw new Error(`told as ${other}`);
    return reply;
  };
  calls.fail(at, isLasting);
  try {
    await worker.perform({ kind: 'open', dataDir });
    await keep(BEFORE, BEFORE + DURING);
    const found = join(root, 'found');
    cpSync(dataDir, found, { recursive: true });
    try {
      await requireKept(found, kept);
    } finally {
      rmSync(found, { recursive: true });
    }
    calls.count();
    const last = BEFORE + DURING + AFTER;
    const again = await keep(BEFORE + DURING, last);
    if (again.kept.length !== AFTER) throw new Error(`does not work again: ${again.reasons}`);
    await worker.perform({ kind: 'close' });
    await requireKept(dataDir, kept);
  } catch (error) {
    throw new Error(`(${calls.seen().failed}) ${error instanceof Error ? error.message : error}`);
  } finally {
    calls.count();
  }
}

async function requireKept(dataDir: string, kept: readonly string[]): Promise<void> {
  const store = openSqliteConversationStore({ dataDir });
  try {
    for (const id of kept) {
      const turn = (await store.findTurn(id, OWNER))?.turn;
      if (JSON.stringify(turn) !== JSON.stringify(turnOf(Number(id.slice(1)))))
        throw new Error(`lost: ${id}`);
    }
  } finally {
    await store.close();
  }
  const { failure, findings } = await checkStore(dataDir, CONVERSATION_SCHEMA);
  if (failure !== null) throw new Error(`${failure}: ${findings}`);
}
