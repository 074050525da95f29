import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { ConversationStore } from '../../src/assistant/ports/conversation-store.ts';
import { describeConversationStore } from './conversation-store.contract.ts';

describeConversationStore('sqlite', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-conversations-'));
  let store: ConversationStore | undefined;
  return {
    async reopen() {
      await store?.close();
      store = openSqliteConversationStore({ dataDir });
      return store;
    },
    async dispose() {
      await store?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});

it('several processes append to one conversation and none is lost', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-conversations-'));
  const owner = { keyId: 'anonymous', endUser: null };
  const adapter = new URL(
    '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts',
    import.meta.url,
  ).href;
  const script = `
    import { openSqliteConversationStore } from '${adapter}';
    const store = openSqliteConversationStore({ dataDir: ${JSON.stringify(dataDir)} });
    for (let n = 0; n < 10; n++) {
      const turn = { messageId: process.pid + '-' + n, askedAt: new Date().toISOString(), question: '问', answer: {}, reading: null };
      await store.appendTurn('c', ${JSON.stringify(owner)}, turn, { create: true });
    }
    await store.close();`;
  const run = () =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  try {
    await Promise.all([run(), run(), run()]);
    const store = openSqliteConversationStore({ dataDir });
    const turns = (await store.get('c', owner))?.turns ?? [];
    expect(new Set(turns.map((turn) => turn.messageId)).size).toBe(30);
    await store.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
