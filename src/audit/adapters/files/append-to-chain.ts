import { join } from 'node:path';
import { dayInChina } from '../../../domain/day-in-china.ts';
import { type Files, isMissing } from '../../../storage/files/files.ts';
import { withFile, writeAll } from '../../../storage/files/whole-files.ts';
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

export function createChainAppender(to: ChainPlace, writer: string): ChainAppender {
  const { files, folder, keys } = to;
  let end: ChainEnd | null = null;

  /** Read again where another process wrote in between, or a write failed. */
  const locate = async (): Promise<ChainEnd> => {
    if (end === null || (await sizeOf(files, folder, end)) !== end.size)
      end = await readChainEnd(files, folder, writer, keys);
    return end;
  };

  return {
    async locate() {
      await locate();
    },
    async append(contents) {
      await files.createFolder(folder);
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

/** Where a chain is written, over which file system and with which key. */
export interface ChainPlace {
  readonly files: Files;
  readonly folder: string;
  readonly keys: AuditKeys;
}

/** A file that is gone was removed by its age: the chain goes on all the same. */
async function sizeOf(files: Files, folder: string, { file, size }: ChainEnd): Promise<number> {
  if (file === null) return -1;
  const found = await files.facts(join(folder, file.name)).catch((error: unknown) => {
    if (isMissing(error)) return { size };
    throw error;
  });
  return found.size;
}

/** Goes on after a torn line: nothing is cut, and the next line names what is left of it. */
function mend(at: ChainEnd, time: string, to: ChainPlace): Promise<ChainEnd> {
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
  { files, folder, keys }: ChainPlace,
): Promise<ChainEnd> {
  let { hash } = at;
  let text = at.needsBreak && at.file?.name === file.name ? '\n' : '';
  for (const content of contents) {
    const line = renderLine(hash, content, keys);
    hash = sha256(line);
    text += `${line}\n`;
  }
  const size = await withFile(files.open(join(folder, file.name), 'append'), async (opened) => {
    await writeAll(opened, Buffer.from(text, 'utf8'));
    await opened.sync();
    return await opened.size();
  });
  if (at.file?.name !== file.name) await files.syncFolder(folder);
  return { file, size, isBegun: true, needsBreak: false, torn: null, hash, hashFile: file.name };
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
