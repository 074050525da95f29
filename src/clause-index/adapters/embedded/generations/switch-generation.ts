import { join } from 'node:path';
import { IndexWriteError } from '../../../../domain/errors/index-write-error.ts';
import type { IndexOrigin } from '../../../ports/index-publisher.ts';
import { writeDurably } from '../files/durable-files.ts';
import { type IndexLayout, GENERATION_MARKS as MARKS } from '../index-layout.ts';
import { removeSampleMark } from '../sample-mark.ts';
import type { ListedGeneration } from './list-generations.ts';
import { readPointer, writePointer } from './pointer-file.ts';
import { folderOf } from './recovery.ts';

/**
 * Publishes a generation that is there. `withdrawn` is the one that a rollback takes back. The mark of a folder for samples goes before
 * anything else is published, so that own documents never lie under it.
 */
export async function switchTo(
  layout: IndexLayout,
  version: string,
  origin: IndexOrigin,
  withdrawn: ListedGeneration | null = null,
): Promise<void> {
  const { files } = layout;
  if (origin.kind !== 'seeds') await removeSampleMark(layout);
  if (withdrawn !== null) await writeDurably(files, join(withdrawn.folder, MARKS.withdrawn), []);
  try {
    await writePointer(layout, version);
  } catch (cause) {
    const isPublished = (await readPointer(layout).catch(() => null)) === version;
    if (!isPublished) {
      if (withdrawn !== null) await files.remove(join(withdrawn.folder, MARKS.withdrawn)).catch(() => {});
      throw cause;
    }
    throw new IndexWriteError(`索引 ${version} 已发布，但不能确认已写到磁盘上。请重新运行同一命令。`, {
      cause,
    });
  }
  // Published from here on; a mark that stays says less than the pointer, and the next writer removes it.
  for (const mark of Object.values(MARKS)) {
    await files.remove(join(folderOf(layout, version), mark)).catch(() => {});
  }
}
