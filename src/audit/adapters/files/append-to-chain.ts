import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInChina } from '../../../domain/day-in-china.ts';
import type { AuditKeys } from '../../audit-keys.ts';
import { auditFileName } from './audit-files.ts';
import { type LineContent, renderLine, sha256 } from './audit-line.ts';
import { type ChainEnd, readChainEnd } from './read-chain-end.ts';

/** Appends lines to the chain of one writer; one call at a time. */
export interface ChainAppender {
  /**
   * Writes the lines in order, each to the file of its day, and flushes them to the disk. A failure leaves a prefix of them
   * written; what was torn is mended by the next call.
   */
  append(contents: readonly LineContent[]): Promise<void>;
  /** Looks where the chain ends, before its files are removed. */
  locate(): Promise<void>;
}

export function createChainAppender(folder: string, writer: string, keys: AuditKeys): ChainAppender {
  let end: ChainEnd | null = null;
  const to = { folder, keys };

  /** Read again where another process wrote in between, or a write failed. */
  const locate = async (): Promise<ChainEnd> => {
    if (end === null || (await sizeOf(folder, end)) !== end.size)
      end = await readChainEnd(folder, writer, keys);
    return end;
  };

  return {
    async locate() {
      await locate();
    },
    async append(contents) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      let at = await locate();
      end = null;
      if (at.torn && at.file) at = await mend(at, contents[0]!.time, to);
      for (const { day, group } of groupByDay(contents, at.file?.day ?? '')) {
        const lines = [...startOf(at, day, writer, group[0]!.time), ...group];
        at = await write(at, { name: auditFileName(day, writer), day, writer }, lines, to);
      }
      end = at;
    },
  };
}

/** Where a chain is written, and with which key. */
interface Place {
  readonly folder: string;
  readonly keys: AuditKeys;
}

/** A file that is gone was removed by its age: the chain goes on all the same. */
async function sizeOf(folder: string, { file, size }: ChainEnd): Promise<number> {
  if (file === null) return -1;
  const found = await stat(join(folder, file.name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return { size };
    throw error;
  });
  return found.size;
}

/** Goes on after a torn line: nothing is cut, and the next line names what is left of it. */
function mend(at: ChainEnd, time: string, to: Place): Promise<ChainEnd> {
  const { day, writer } = at.file!;
  const torn = at.torn!;
  const line: LineContent = at.isBegun
    ? { kind: 'resume', time, torn }
    : { kind: 'start', time, writer, day, previousFile: at.hashFile, torn };
  return write(at, at.file!, [line], to);
}

/** The line that a file of its own day begins with. */
function startOf(at: ChainEnd, day: string, writer: string, time: string): LineContent[] {
  if (at.file?.day === day && at.isBegun) return [];
  return [{ kind: 'start', time, writer, day, previousFile: at.hashFile }];
}

async function write(
  at: ChainEnd,
  file: NonNullable<ChainEnd['file']>,
  contents: readonly LineContent[],
  { folder, keys }: Place,
): Promise<ChainEnd> {
  let { hash } = at;
  let text = at.needsBreak && at.file?.name === file.name ? '\n' : '';
  for (const content of contents) {
    const line = renderLine(hash, content, keys);
    hash = sha256(line);
    text += `${line}\n`;
  }
  const handle = await open(join(folder, file.name), 'a', 0o600);
  try {
    await handle.appendFile(text);
    await handle.datasync();
    const { size } = await handle.stat();
    return { file, size, isBegun: true, needsBreak: false, torn: null, hash, hashFile: file.name };
  } finally {
    await handle.close();
  }
}

/** Runs of lines of one day; a clock that goes back stays with the day that was begun. */
function groupByDay(contents: readonly LineContent[], begun: string) {
  const groups: { day: string; group: LineContent[] }[] = [];
  let day = begun;
  for (const content of contents) {
    const own = dayInChina(Date.parse(content.time));
    day = own > day ? own : day;
    const last = groups.at(-1);
    if (last?.day === day) last.group.push(content);
    else groups.push({ day, group: [content] });
  }
  return groups;
}
