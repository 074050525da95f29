import { rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DISK_FILES } from '../../../src/storage/files/disk-files.ts';
import { type Files, isMissing, type OpenFile } from '../../../src/storage/files/files.ts';
import { readBytes } from '../../../src/storage/files/whole-files.ts';

/**
 * `once`: one call fails, and those after it work · `while`: three calls fail · `ever`: all from there on, clean-up included ·
 * `short`: one write takes half of its bytes, which is no failure · `torn`: one write takes half of its bytes and fails, and all after it.
 * The last two end the process: nothing more is done, what was not flushed is lost, and with `cut-names` also what was created or
 * renamed in folders that were not flushed.
 */
export const FAULT_KINDS = ['once', 'while', 'ever', 'short', 'torn', 'cut', 'cut-names'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** The call that it begins with, from 1. */
  readonly at: number;
  readonly code: 'ENOSPC' | 'EIO';
}

const WINDOW = 3;

/** What was done to names and is not on the disk yet; undone at a power cut. */
interface PendingName {
  readonly folder: string;
  undo(): Promise<void>;
}

/** The real file system under a temporary folder, with one fault. Flushing is only noted. */
export class FaultyDisk {
  calls = 0;
  readonly files: Files;
  readonly #fault: Fault | null;
  /** Length that is on the disk, of files with writes that are not. */
  readonly #unsynced = new Map<string, number>();
  #names: PendingName[] = [];

  constructor(fault: Fault | null) {
    this.#fault = fault;
    this.files = {
      open: (path, mode) => this.#call(() => this.#open(path, mode)),
      createFolder: (path) => this.#call(() => DISK_FILES.createFolder(path)),
      list: (path) => this.#call(() => DISK_FILES.list(path)),
      facts: (path) => this.#call(() => DISK_FILES.facts(path)),
      rename: (from, to) => this.#call(() => this.#rename(from, to)),
      remove: (path) => this.#call(() => DISK_FILES.remove(path)),
      restrict: (path, mode) => this.#call(() => DISK_FILES.restrict(path, mode)),
      touch: (path) => this.#call(() => DISK_FILES.touch(path)),
      syncFolder: (path) =>
        this.#call(async () => {
          this.#names = this.#names.filter(({ folder }) => folder !== path);
        }),
    };
  }

  /** The process is gone and, at a cut, so is what was not flushed. To be called once nothing is under way. */
  async settle(): Promise<void> {
    if (!this.#fault?.kind.startsWith('cut')) return;
    for (const [path, length] of this.#unsynced) await truncate(path, length).catch(ignoreMissing);
    if (this.#fault.kind !== 'cut-names') return;
    for (const { undo } of this.#names.reverse()) await undo().catch(ignoreMissing);
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isFailing(++this.calls)) throw this.#error();
    return await work();
  }

  #isFailing(call: number): boolean {
    if (this.#fault === null || call < this.#fault.at) return false;
    switch (this.#fault.kind) {
      case 'once':
        return call === this.#fault.at;
      case 'while':
        return call < this.#fault.at + WINDOW;
      case 'short':
        return false;
      default:
        return true;
    }
  }

  #error(): Error {
    const code = this.#fault!.code;
    return Object.assign(new Error(`${code}: simulated`), { code, errno: -1, syscall: 'simulated' });
  }

  async #open(path: string, mode: Parameters<Files['open']>[1]): Promise<OpenFile> {
    const isNew = mode !== 'read' && !(await DISK_FILES.facts(path).catch(() => null));
    const file = await DISK_FILES.open(path, mode);
    if (mode === 'read') return { ...file, read: (bytes, at) => this.#call(() => file.read(bytes, at)) };
    if (isNew) this.#names.push({ folder: dirname(path), undo: () => rm(path) });
    if (mode === 'replace') this.#unsynced.set(path, 0);
    let length = mode === 'replace' ? 0 : await file.size();
    return {
      write: async (bytes) => {
        const call = ++this.calls;
        const isHit = call === this.#fault?.at;
        const isHalf = isHit && (this.#fault?.kind === 'short' || this.#fault?.kind === 'torn');
        if (this.#isFailing(call) && !isHalf) throw this.#error();
        if (!this.#unsynced.has(path)) this.#unsynced.set(path, length);
        const part = isHalf ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes;
        for (let at = 0; at < part.length; ) at += await file.write(part.subarray(at));
        length += part.length;
        if (isHalf && this.#fault?.kind === 'torn') throw this.#error();
        return part.length;
      },
      read: (bytes, at) => this.#call(() => file.read(bytes, at)),
      sync: () =>
        this.#call(async () => {
          this.#unsynced.delete(path);
        }),
      size: () => file.size(),
      // A file that cannot be closed is closed all the same.
      close: () => this.#call(async () => {}).finally(() => file.close()),
    };
  }

  async #rename(from: string, to: string): Promise<void> {
    const replaced = await readBytes(DISK_FILES, to).catch(() => null);
    await DISK_FILES.rename(from, to);
    this.#move(from, to);
    this.#names.push({
      folder: dirname(to),
      undo: async () => {
        await rename(to, from);
        if (replaced !== null) await writeFile(to, replaced);
      },
    });
  }

  /** What is known of files goes with them. */
  #move(from: string, to: string): void {
    for (const [path, length] of [...this.#unsynced]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#unsynced.delete(path);
      this.#unsynced.set(to + path.slice(from.length), length);
    }
  }
}

/** Runs `work` once without a fault to count its calls, then names every fault that can strike it. */
export function* listFaults(calls: number): Generator<Fault> {
  for (const kind of FAULT_KINDS) {
    for (let at = 1; at <= calls; at++) yield { kind, at, code: at % 2 === 0 ? 'EIO' : 'ENOSPC' };
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
