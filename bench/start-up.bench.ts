/** How long until the first question can be asked, with and without an index, and how much memory does that hold? */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './find-free-port.ts';
import { renderTable } from './quality/render-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-start-'));
try {
  const bare = await timeBareNode();
  const rows = [['baseline: node and tsx alone', bare.toFixed(0), '1.0', '–']];
  for (const name of ['first start, builds the index of the seeds', 'second start, opens it']) {
    const { ready, memory } = await timeStart();
    rows.push([name, ready.toFixed(0), (ready / bare).toFixed(1), memory]);
  }
  process.stdout.write(`${renderTable(['start', 'ms until ready', '× baseline', 'memory MiB'], rows)}\n`);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function timeBareNode(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', ''], { cwd: root, stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return performance.now() - started;
}

async function timeStart(): Promise<{ readonly ready: number; readonly memory: string }> {
  const port = await findFreePort();
  const started = performance.now();
  const child = spawn(process.execPath, ['bin/run.mjs', 'src/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let code: number | null | undefined;
  void ended.then((exit) => {
    code = exit;
  });
  while (!(await isReady(port))) {
    if (code !== undefined) throw new Error(`the server ended with code ${code} before it was ready`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const ready = performance.now() - started;
  const memory = await readMemory(child.pid!);
  child.kill('SIGTERM');
  await ended;
  return { ready, memory };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Resident set of the process; Linux only. */
async function readMemory(pid: number): Promise<string> {
  try {
    const kilobytes = /^VmRSS:\s+(?<kilobytes>\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
    return (Number(kilobytes?.groups?.kilobytes) / 1024).toFixed(0);
  } catch {
    return '–';
  }
}
