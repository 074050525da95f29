import { join } from 'node:path';
import { type AuditFile, listAuditFiles } from './adapters/files/audit-files.ts';
import { type AuditLine, readLine, sha256 } from './adapters/files/audit-line.ts';
import { type RawLine, readLines } from './adapters/files/read-lines.ts';
import type { AuditCheck, BreakReason, ChainPlace, ChainReport } from './ports/audit-check.ts';

/** Reads every file of an audit log and follows its chains. `expected` is a hash noted earlier. */
export async function checkAuditLog(folder: string, expected: string | null = null): Promise<AuditCheck> {
  const files = await listAuditFiles(folder);
  const writers = [...new Set(files.map(({ writer }) => writer))].sort();
  const chains: ChainReport[] = [];
  let hasExpected = false;
  for (const writer of writers) {
    const walk = new ChainWalk(writer, (hash) => {
      hasExpected ||= hash === expected;
    });
    for (const file of files.filter((candidate) => candidate.writer === writer)) {
      if (!(await walk.follow(folder, file))) break;
    }
    chains.push(walk.report());
  }
  return { chains, hasExpected: expected === null ? null : hasExpected };
}

/** What stands since the last whole line and is none, and where it begins. */
interface UnreadBytes extends RawLine {
  readonly line: number;
}

/** Follows the lines of one writer from file to file. */
class ChainWalk {
  readonly #writer: string;
  readonly #onHash: (hash: string) => void;
  #files = 0;
  #lines = 0;
  #firstHash: string | null = null;
  #lastHash: string | null = null;
  /** That the last whole line stands in. */
  #lastFile: string | null = null;
  #removedBefore: string | null = null;
  #torn: ChainPlace[] = [];
  #lost = 0;
  #broken: ChainReport['broken'] = null;

  constructor(writer: string, onHash: (hash: string) => void) {
    this.#writer = writer;
    this.#onHash = onHash;
  }

  report(): ChainReport {
    return {
      writer: this.#writer,
      days: this.#files,
      lines: this.#lines,
      firstHash: this.#firstHash,
      lastHash: this.#lastHash,
      removedBefore: this.#removedBefore,
      torn: this.#torn,
      lost: this.#lost,
      broken: this.#broken,
    };
  }

  /** False at the first break. */
  async follow(folder: string, file: AuditFile): Promise<boolean> {
    this.#files++;
    let number = 0;
    let unread = null as UnreadBytes | null;
    let isBegun = false;
    for await (const { bytes, isEnded } of readLines(join(folder, file.name))) {
      number++;
      const line = readLine(bytes);
      const place = { file: file.name, line: number };
      if (line === null) {
        const before: Buffer[] = unread ? [unread.bytes, Buffer.from('\n')] : [];
        unread = { bytes: Buffer.concat([...before, bytes]), line: unread?.line ?? number, isEnded };
        continue;
      }
      if (!this.#isTornAs(line, unread?.bytes ?? null))
        return this.#break(
          { ...place, line: unread?.line ?? number },
          unread ? 'changed-line' : 'wrong-previous',
        );
      if (unread) this.#torn.push({ file: file.name, line: unread.line });
      unread = null;
      if (!isBegun) {
        const reason = this.#checkStart(line, file);
        if (reason) return this.#break(place, reason);
      } else if (line.kind === 'start' || line.previous !== this.#lastHash) {
        return this.#break(place, 'wrong-previous');
      }
      isBegun = true;
      this.#pass(line, sha256(bytes), file);
    }
    if (unread === null) return true;
    // A power loss leaves no line break behind what it tore.
    if (unread.isEnded) return this.#break({ file: file.name, line: unread.line }, 'changed-line');
    this.#torn.push({ file: file.name, line: unread.line });
    return true;
  }

  /** Bytes that are no line are what the next line says a power loss left; a line that says so stands behind such bytes alone. */
  #isTornAs(line: AuditLine, unread: Buffer | null): boolean {
    const torn = line.kind === 'start' || line.kind === 'resume' ? line.torn : undefined;
    if (torn === undefined || unread === null) return torn === undefined && unread === null;
    return torn.bytes === unread.length && torn.sha256 === sha256(unread);
  }

  #checkStart(line: AuditLine, file: AuditFile): BreakReason | null {
    if (line.kind !== 'start' || line.writer !== file.writer || line.day !== file.day) return 'wrong-start';
    if (this.#firstHash === null) {
      this.#removedBefore = line.previousFile;
      return (line.previousFile === null) === (line.previous === null) ? null : 'wrong-start';
    }
    if (line.previousFile !== this.#lastFile)
      return line.previousFile === null ? 'wrong-start' : 'missing-file';
    return line.previous === this.#lastHash ? null : 'wrong-previous';
  }

  #pass(line: AuditLine, hash: string, file: AuditFile): void {
    this.#lines++;
    this.#firstHash ??= hash;
    this.#lastHash = hash;
    this.#lastFile = file.name;
    if (line.kind === 'lost') this.#lost += line.count;
    this.#onHash(hash);
  }

  #break(place: ChainPlace, reason: BreakReason): false {
    this.#broken = { ...place, reason };
    return false;
  }
}
