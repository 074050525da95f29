import { CONVERSATION_SCHEMA } from '../../../src/assistant/adapters/embedded/conversation-schema.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { Turn } from '../../../src/domain/conversation.ts';
import { StoreError } from '../../../src/domain/errors/store-error.ts';
import { SqliteStore } from '../../../src/storage/sqlite-store.ts';

/** What the fuzzer asks of the process that has a store open. */
export type WorkerTask =
  | { readonly kind: 'open'; readonly dataDir: string }
  /** Keeps turns `from` to `to`, reading in between. `mostPages`: the disk is full when the file has so many. */
  | { readonly kind: 'keep'; readonly from: number; readonly to: number; readonly mostPages?: number }
  | { readonly kind: 'close' };

/** Which turns were acknowledged, why others were not, and what was thrown that nobody expects. */
export interface WorkerReply {
  readonly kept: readonly string[];
  readonly reasons: readonly string[];
  readonly unexpected: readonly string[];
}

export const OWNER = { keyId: 'fuzz', endUser: null };

/** The turn of a number: the same in every process. */
export function turnOf(n: number): Turn {
  const text = `第${n}个回答。`.repeat(200 + 37 * (n % 7));
  const random = Array.from({ length: 400 }, (_, i) => ((i + 1) * 2654435761 * (n + 1)) % 1_000_003).join(
    ' ',
  );
  return {
    messageId: `m${n}`,
    askedAt: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
    question: `第${n}个问题`,
    answer: { answer: `${text}${random}`, citations: [] } as never,
    reading: { n },
  };
}

let store: ReturnType<typeof openSqliteConversationStore> | undefined;
let raw: SqliteStore | undefined;

async function perform(task: WorkerTask): Promise<WorkerReply> {
  const kept: string[] = [];
  const reasons: string[] = [];
  const unexpected: string[] = [];
  const tell = (error: unknown) => {
    if (error instanceof StoreError) reasons.push(error.reason);
    else unexpected.push(String((error as Error).stack));
  };
  if (task.kind === 'close') await store?.close();
  if (task.kind === 'open') {
    store = openSqliteConversationStore({ dataDir: task.dataDir });
    raw = new SqliteStore(CONVERSATION_SCHEMA, { dataDir: task.dataDir });
  }
  if (task.kind === 'keep' && task.mostPages !== undefined) {
    const limit = `PRAGMA max_page_count = ${task.mostPages}`;
    for (let n = task.from; n < task.to; n++) {
      try {
        await raw!.change((tables) => {
          tables.cell(limit);
          tables.insert('turns', {
            owner: 'x',
            conversation_id: 'x',
            n,
            message_id: `x${n}`,
            request: null,
            fingerprint: null,
            body: Buffer.from(JSON.stringify(turnOf(n))),
          });
        });
      } catch (error) {
        tell(error);
      }
    }
    await raw!.close();
  } else if (task.kind === 'keep') {
    for (let n = task.from; n < task.to; n++) {
      const turn = turnOf(n);
      try {
        if (await store!.appendTurn(`c${n % 3}`, OWNER, turn, { create: true })) kept.push(turn.messageId);
        await store!.get(`c${n % 3}`, OWNER, { limit: 3 });
        await store!.list(OWNER, { limit: 5 });
      } catch (error) {
        tell(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { kept, reasons, unexpected };
}

if (process.send) {
  process.on('message', async (task: WorkerTask) => {
    process.send!(await perform(task));
  });
}
