import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { IndexLockedError } from '../../../../domain/errors/index-locked-error.ts';
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
export async function takeWriterLock(folder: string): Promise<WriterLock> {
  await mkdir(folder, { recursive: true });
  const self = await identifySelf();
  for (let attempt = 1; ; attempt++) {
    const name = `${self.host}-${self.pid}-${self.startedAt}-${randomBytes(6).toString('hex')}`;
    const path = join(folder, name);
    await writeFile(path, '', { flag: 'wx' });
    const rival = await findLivingRival(folder, name);
    if (rival === null) return holdLock(path);
    await rm(path, { force: true });
    if (attempt === ATTEMPTS) throw refuse(folder, rival);
    // The rival may have been a claimant that withdraws as well.
    await wait(10 + Math.random() * 40);
  }
}

function holdLock(path: string): WriterLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      await rm(path, { force: true });
    },
  };
}

/** Another living claim, or null; removes the claims of the dead. */
async function findLivingRival(folder: string, own: string): Promise<string | null> {
  let rival: string | null = null;
  for (const name of await readdir(folder)) {
    if (name === own) continue;
    if (await isAlive(folder, name)) rival = name;
    else await rm(join(folder, name), { force: true });
  }
  return rival;
}

async function isAlive(folder: string, name: string): Promise<boolean> {
  const claim = ENTRY.exec(name)?.groups;
  if (claim === undefined) return false;
  const state = await isRunning({
    host: claim.host!,
    pid: Number(claim.pid),
    startedAt: claim.startedAt!,
  });
  if (state !== 'elsewhere') return state === 'yes';
  const touched = await stat(join(folder, name)).catch(() => null);
  return touched !== null && Date.now() - touched.mtimeMs < SILENCE_MS;
}

function refuse(folder: string, rival: string): IndexLockedError {
  const pid = ENTRY.exec(rival)?.groups?.pid ?? '?';
  return new IndexLockedError(
    `另一个进程（进程号 ${pid}）正在写入索引，请等它结束后再试。若确知没有进程在写入，请删除 ${join(folder, rival)}。`,
  );
}
