import { join } from 'node:path';
import { type AuditFile, listAuditFiles } from './adapters/files/audit-files.ts';
import { type AuditLine, readLine, sha256 } from './adapters/files/audit-line.ts';
import { type RawLine, readLines } from './adapters/files/read-lines.ts';
import { type AuditHead, isGenuine } from './audit-head.ts';
import { type AuditKeys, NO_AUDIT_KEYS } from './audit-keys.ts';
import type { AuditCheck, BreakReason, ChainPlace, ChainReport, MissingEnd } from './ports/audit-check.ts';

export interface AuditCheckOptions {
  /** A hash that was noted earlier, or a head that was kept elsewhere. */
  readonly expected?: string | AuditHead | null;
  /** Default: none; then nothing tells whether lines were written by the service. */
  readonly keys?: AuditKeys;
}

/** Reads every file of an audit log and follows its chains. */
export async function checkAuditLog(
  folder: string,
  { expected = null, keys = NO_AUDIT_KEYS }: AuditCheckOptions = {},
): Promise<AuditCheck> {
  const files = await listAuditFiles(folder);
  const writers = [...new Set(files.map(({ writer }) => writer))].sort();
  const sealed = await readSealedEnds(folder, files, keys);
  const wanted = new Set([...sealed.map(placeOf), ...endsOf(expected).map(placeOf)]);
  const found = new Set<string>();
  const chains: ChainReport[] = [];
  for (const writer of writers) {
    const walk = new ChainWalk(writer, keys, (hash) => {
      for (const place of [placeOf({ writer, hash }), hash])
        if (wanted.has(place) || place === expected) found.add(place);
    });
    for (const file of files.filter((candidate) => candidate.writer === writer)) {
      if (!(await walk.follow(folder, file))) break;
    }
    const report = walk.report();
    const isSealed = sealed.some((end) => end.writer === writer && end.hash === report.lastHash);
    chains.push({ ...report, isProven: report.isProven || (isSealed && keys.currentId !== null) });
  }
  const broken = new Set(chains.flatMap((chain) => (chain.broken ? [chain.writer] : [])));
  const isGone = (end: MissingEnd) =>
    !found.has(placeOf(end)) && !broken.has(end.writer) && isDue(end, files);
  return { chains, missing: sealed.filter(isGone), hasExpected: hasAll(expected, found, keys) };
}

function placeOf({ writer, hash }: Pick<MissingEnd, 'writer' | 'hash'>): string {
  return `${writer} ${hash}`;
}

function endsOf(expected: AuditHead | string | null): MissingEnd[] {
  if (expected === null || typeof expected === 'string') return [];
  return Object.entries(expected.heads).map(([writer, end]) => ({ writer, ...end }));
}

function hasAll(
  expected: AuditHead | string | null,
  found: ReadonlySet<string>,
  keys: AuditKeys,
): boolean | null {
  if (expected === null) return null;
  if (typeof expected === 'string') return found.has(expected);
  return isGenuine(expected, keys) && endsOf(expected).every((end) => found.has(placeOf(end)));
}

/** Whole days are removed by their age, of all writers together; what stands beside them was taken away. */
function isDue({ file }: MissingEnd, files: readonly AuditFile[]): boolean {
  const day = file.slice(0, 10);
  return files.some((other) => other.day <= day);
}

/** What the seals of all chains name, each end once. */
async function readSealedEnds(
  folder: string,
  files: readonly AuditFile[],
  keys: AuditKeys,
): Promise<MissingEnd[]> {
  const ends = new Map<string, MissingEnd>();
  for (const { name } of files) {
    for await (const { bytes } of readLines(join(folder, name))) {
      const line = bytes.includes('"kind":"seal"') ? readLine(bytes, keys) : null;
      if (line?.kind !== 'seal') continue;
      for (const [writer, end] of Object.entries(line.heads))
        ends.set(placeOf({ writer, ...end }), { writer, ...end });
    }
  }
  return [...ends.values()];
}

/** What stands since the last whole line and is none, and where it begins. */
interface UnreadBytes extends RawLine {
  readonly line: number;
}

/** Follows the lines of one writer from file to file. */
class ChainWalk {
  readonly #writer: string;
  readonly #keys: AuditKeys;
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
  #signed = 0;
  #unchecked = 0;
  #isLastSigned = false;
  #broken: ChainReport['broken'] = null;

  constructor(writer: string, keys: AuditKeys, onHash: (hash: string) => void) {
    this.#writer = writer;
    this.#keys = keys;
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
      signed: this.#signed,
      unchecked: this.#unchecked,
      isProven: this.#signed > 0 && this.#isLastSigned,
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
      const line = readLine(bytes, this.#keys);
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
      if (line.key === undefined && this.#signed + this.#unchecked > 0)
        return this.#break(place, 'unsigned-line');
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
    this.#isLastSigned = line.key !== undefined && this.#keys.has(line.key);
    if (this.#isLastSigned) this.#signed++;
    else if (line.key !== undefined) this.#unchecked++;
    this.#onHash(hash);
  }

  #break(place: ChainPlace, reason: BreakReason): false {
    this.#broken = { ...place, reason };
    return false;
  }
}
