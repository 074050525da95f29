import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { makeTurn } from '../contracts/conversation-store.contract.ts';
import { ANYONE } from '../contracts/owners.ts';
import { programArguments, ROOT } from '../support/program-arguments.ts';

it('npm run stores checks and mends, and every advice that it prints can be followed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-stores-main-'));
  const run = (command: string, ...args: string[]) => {
    const env = { ...process.env, DATA_DIR: dataDir };
    const { status, stdout } = spawnSync(
      process.execPath,
      programArguments(`src/delivery/cli/${command}-main.ts`, ...args),
      {
        cwd: ROOT,
        env,
        encoding: 'utf8',
      },
    );
    return { status, stdout };
  };
  try {
    // Where nothing was kept yet, nothing is made: the folder is still free for the samples.
    expect(run('stores', 'accept-clock').status).toBe(0);
    expect(run('purge', 'gone').status).toBe(0);
    expect(readdirSync(dataDir)).toEqual([]);
    const store = openSqliteConversationStore({ dataDir });
    await store.appendTurn('c', ANYONE, makeTurn(1), { create: true });
    await store.close();
    expect(run('stores', 'check')).toEqual({ status: 0, stdout: '✓ conversations：2 条\n' });
    truncateSync(join(dataDir, 'stores', 'conversations.sqlite'), 5000);
    const damaged = run('stores', 'check');
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toContain('npm run stores -- mend');
    expect(run('stores', 'mend').status).toBe(0);
    expect(run('stores', 'check').status).toBe(0);
    expect(run('stores', 'accept-clock').status).toBe(0);
    expect(run('stores', 'no-such-command').status).toBe(2);
    const purged = run('purge', 'gone', '--json');
    expect(JSON.parse(purged.stdout)).toEqual({
      documentId: 'gone',
      citations: 0,
      turns: 0,
      vectors: 0,
      questions: 0,
      versions: 0,
    });
    expect(run('purge').status).toBe(2);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}, 60_000);
