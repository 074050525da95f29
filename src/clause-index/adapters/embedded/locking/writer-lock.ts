import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { IndexLockedError } from '../../../../domain/errors/index-locked-error.ts';
import type { Files } from '../../../../storage/files/files.ts';
import { identifySelf, isRunning } from './process-identity.ts';

const ATTEMPTS = 4;
const HEARTBEAT_MS = 30_000;
/** A holder on another host whose heartbeat is older than this is taken for dead. */
const SILENCE_MS = 10 * 60_000;

const ENTRY = /^(?<host>[0-9a-f]{8})-(?<pid>\d+)-(?<startedAt>[\w.]+)-(?<token>[0-9a-f]{12})$/;

export interface WriterLock {
  /** May be called twice. */
  release(): Promise<void>;
}

/**
 * The lock is a folder with one file per claimant, named by process and start time. Who wants it adds a file and then
 * looks: if another living process has one, it withdraws. Two that come at the same moment see each other, and no file
 * name is ever used twice, so that removing a dead claim can never remove a living one.
 *
 * Throws IndexLockedError while another process, or another holder in this one, has the lock.
 */
export async function takeWriterLock(files: Files, folder: string): Promise<WriterLock> {
  await files.createFolder(folder);
  const self = await identifySelf();
  for (let attempt = 1; ; attempt++) {
    const name = `${self.host}-${self.pid}-${self.startedAt}-${randomBytes(6).toString('hex')}`;
    const path = join(folder, name);
    let rival: string | null;
    try {
      await (await files.open(path, 'create')).close();
      rival = await findLivingRival(files, folder, name);
    } catch (error) {
      await giveUp(files, path).catch(() => {});
      throw error;
    }
    if (rival === null) return holdLock(files, path);
    await giveUp(files, path);
    if (attempt === ATTEMPTS) throw refuse(folder, rival);
    // The rival may have been a claimant that withdraws as well.
    await wait(10 + Math.random() * 40);
  }
}

function holdLock(files: Files, path: string): WriterLock {
  const heartbeat = setInterval(() => {
    files.touch(path).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      // What was done under the lock is done; where the claim cannot be removed it dies with this process.
      await giveUp(files, path).catch(() => {});
    },
  };
}

/** A claim that stays would keep this very process out, so it is tried twice. */
async function giveUp(files: Files, path: string): Promise<void> {
  await files.remove(path).catch(() => files.remove(path));
}

/** Another living claim, or null; removes the claims of the dead. */
async function findLivingRival(files: Files, folder: string, own: string): Promise<string | null> {
  let rival: string | null = null;
  for (const name of await files.list(folder)) {
    if (name === own) continue;
    if (await isAlive(files, folder, name)) rival = name;
    else await files.remove(join(folder, name));
  }
  return rival;
}

async function isAlive(files: Files, folder: string, name: string): Promise<boolean> {
  const claim = ENTRY.exec(name)?.groups;
  if (claim === undefined) return false;
  const state = await isRunning({
    host: claim.host!,
    pid: Number(claim.pid),
    startedAt: claim.startedAt!,
  });
  if (state !== 'elsewhere') return state === 'yes';
  const facts = await files.facts(join(folder, name)).catch(() => null);
  return facts !== null && Date.now() - facts.modifiedMs < SILENCE_MS;
}

function refuse(folder: string, rival: string): IndexLockedError {
  const pid = ENTRY.exec(rival)?.groups?.pid ?? '?';
  return new IndexLockedError(
    `另一个进程（进程号 ${pid}）正在写入索引，请等它结束后再试。若确知没有进程在写入，请删除 ${join(folder, rival)}。`,
  );
}
