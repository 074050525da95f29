import { join } from 'node:path';
import { isMissing } from '../../../../storage/files/files.ts';
import { toFormatError } from '../files/describe-problem.ts';
import { GENERATION_MARKS, type IndexLayout, UNFINISHED } from '../index-layout.ts';
import { VERSION } from './pointer-file.ts';

/** A generation's folder, whole or not, and what its marks say. */
export interface ListedGeneration {
  readonly version: string;
  readonly folder: string;
  /** Grows with time. */
  readonly number: number;
  /** Written and, unless the pointer names it, never published. */
  readonly isDraft: boolean;
  /** Taken back by a rollback. */
  readonly isWithdrawn: boolean;
}

/** Every finished generation, newest first; none where there is no folder. */
export async function listGenerations(layout: IndexLayout): Promise<ListedGeneration[]> {
  const listed: ListedGeneration[] = [];
  for (const version of await listNames(layout)) {
    const number = VERSION.exec(version)?.groups?.['number'];
    if (number === undefined) continue;
    const folder = join(layout.generations, version);
    const entries: readonly string[] = await layout.files.list(folder).catch(() => []);
    listed.push({
      version,
      folder,
      number: Number(number),
      isDraft: entries.includes(GENERATION_MARKS.draft),
      isWithdrawn: entries.includes(GENERATION_MARKS.withdrawn),
    });
  }
  return listed.sort((a, b) => b.number - a.number || (a.version < b.version ? 1 : -1));
}

/** Folders of generations that were never finished. */
export async function listUnfinished(layout: IndexLayout): Promise<string[]> {
  const names = await listNames(layout);
  return names.filter((name) => name.startsWith(UNFINISHED)).map((name) => join(layout.generations, name));
}

async function listNames({ files, generations }: IndexLayout): Promise<string[]> {
  try {
    return await files.list(generations);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toFormatError(error, generations);
  }
}
