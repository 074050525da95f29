import { dirname, join, resolve, sep } from 'node:path';
import { codeOf, isMissing } from '../../../storage/files/files.ts';
import { withFile, writeAll } from '../../../storage/files/whole-files.ts';
import { readAnyManifest } from './generations/generation-manifest.ts';
import { listGenerations } from './generations/list-generations.ts';
import type { IndexLayout } from './index-layout.ts';

const TEXT =
  '本文件夹由条文为随附的样例文件建立，其中的索引可以随时重建。放入自己的文件后，本标记会自动删除；请不要手工放置。\n';

/** What lies in an empty folder all the same: what systems put there, and what may be written before the first start. */
const ALWAYS_THERE = new Set(['lost+found', '.DS_Store', '.gitkeep', '.gitignore', 'audit']);

/**
 * Marks a data folder that is missing or empty, and leaves any other alone. True where it is marked, now or before, and holds no index of
 * own documents, published or not: there the samples may be built. `ignore`: absolute paths of files that may lie in it all the same.
 */
export async function claimForSamples(layout: IndexLayout, ignore: readonly string[] = []): Promise<boolean> {
  const names = await listDataFolder(layout, ignore);
  if (names.length === 0) await writeSampleMark(layout);
  else if (!names.some((name) => join(layout.dataDir, name) === layout.sampleMark)) return false;
  for (const { folder } of await listGenerations(layout)) {
    const manifest = await readAnyManifest(layout.files, folder).catch(() => null);
    if (manifest?.origin.kind === 'paths') return false;
  }
  return true;
}

async function writeSampleMark({ files, dataDir, sampleMark }: IndexLayout): Promise<void> {
  await files.createFolder(dataDir);
  await withFile(files.open(sampleMark, 'replace'), async (file) => {
    await writeAll(file, Buffer.from(TEXT, 'utf8'));
    await file.sync();
  });
  await files.syncFolder(dataDir);
}

/** Before anything but samples is published. */
export async function removeSampleMark({ files, sampleMark }: IndexLayout): Promise<void> {
  await files.remove(sampleMark);
  await files.syncFolder(dirname(sampleMark));
}

/** Names in the data folder that tell of some use; none where it is missing. */
async function listDataFolder(layout: IndexLayout, ignore: readonly string[]): Promise<string[]> {
  try {
    const isIgnored = (name: string) => {
      const path = resolve(layout.dataDir, name);
      return ignore.some((own) => resolve(own) === path || resolve(own).startsWith(`${path}${sep}`));
    };
    const names = await layout.files.list(layout.dataDir);
    return names.filter((name) => !ALWAYS_THERE.has(name) && !isIgnored(name));
  } catch (error) {
    if (isMissing(error)) return [];
    // A file in its place, no permission: not ours to fill.
    if (codeOf(error) !== null) return ['?'];
    throw error;
  }
}
