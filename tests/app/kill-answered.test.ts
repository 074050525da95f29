import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { runProgram } from './run-program.ts';

const ASKERS = 6;

it('every turn whose answer came is there after kill -9 in the middle of others', {
  timeout: 120_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-killed-'));
  await publishSampleIndex(dataDir);
  const program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
  const answered: Answer[] = [];
  const ask = async (url: string): Promise<void> => {
    for (;;) {
      const response = await fetch(`${url}/api/chat`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ message: '水务行动计划里智慧管网由谁牵头？' }),
      });
      answered.push((await response.json()) as Answer);
    }
  };
  try {
    const url = /http:\S+/.exec(await program.firstLine)![0];
    const asking = Promise.allSettled(Array.from({ length: ASKERS }, () => ask(url)));
    while (answered.length < 30) await setTimeout(5);
    program.child.kill('SIGKILL');
    await asking;
    expect(await program.ended).toBe('SIGKILL');
    const store = openSqliteConversationStore({ dataDir });
    const owner = { keyId: 'anonymous', endUser: null };
    const kept = new Set<string>();
    for await (const { turn } of store.turnsSince('')) kept.add(turn.messageId);
    expect(answered.filter(({ messageId }) => !kept.has(messageId))).toEqual([]);
    expect(answered.filter(({ notices = [] }) => notices.length > 0)).toEqual([]);
    // And the store takes new ones.
    const turn = { ...(await anyTurn()), messageId: 'next' };
    expect(await store.appendTurn('next', owner, turn, { create: true })).toBe(true);
    await store.close();

    async function anyTurn() {
      for await (const { turn } of store.turnsSince('')) return turn;
      throw new Error('nothing kept');
    }
  } finally {
    program.child.kill('SIGKILL');
    await program.ended;
    rmSync(dataDir, { recursive: true });
  }
});
