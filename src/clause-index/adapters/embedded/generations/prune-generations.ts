import { join } from 'node:path';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import { isMissing } from '../../../../storage/files/files.ts';
import { readChecked } from '../files/durable-files.ts';
import { GENERATION_FILES, GENERATION_MARKS, type IndexLayout } from '../index-layout.ts';
import { readManifest } from './generation-manifest.ts';
import { type ListedGeneration, listGenerations, listUnfinished } from './list-generations.ts';
import { followChain, isSound } from './recovery.ts';

/**
 * Removes what writers left that ended before they published, and marks that no longer hold. Only the holder of the writer's lock may
 * call this. Without `current` nobody knows what was published, and every finished generation stays.
 */
export async function removeLeftovers(layout: IndexLayout, current: ListedGeneration | null): Promise<void> {
  const { files } = layout;
  for (const folder of await listUnfinished(layout)) await files.remove(folder);
  if (current === null) return;
  for (const { version, folder, isDraft } of await listGenerations(layout)) {
    if (isDraft && version !== current.version) await files.remove(folder);
  }
  for (const mark of Object.values(GENERATION_MARKS)) await files.remove(join(current.folder, mark));
}

/**
 * Removes what `replaced` had itself replaced: two generations stay, the new one and the one to roll back to. Others (taken back, of
 * unknown descent, damaged) are nobody's to remove, and nothing is removed behind one that does not open. Only the holder of the writer's
 * lock may call this. Readers keep what they loaded in memory, so a folder in use may go.
 */
export async function pruneReplaced(layout: IndexLayout, replaced: ListedGeneration): Promise<void> {
  if (!(await isSound(layout, replaced.version))) return;
  const chain = await followChain(layout, replaced, await listGenerations(layout));
  for (const { folder } of chain) await layout.files.remove(folder);
}

/** See `IndexPublisher.removeVersionsWith`. Only the holder of the writer's lock may call this. */
export async function removeGenerationsWith(
  layout: IndexLayout,
  documentId: string,
  current: ListedGeneration | null,
): Promise<number> {
  const all = await listGenerations(layout);
  if (current === null && all.length > 0)
    throw new IndexFormatError(
      '无法确定正在使用的索引版本，旧版索引没有清除。请先运行 npm run ingest -- --rollback。',
    );
  for (const folder of await listUnfinished(layout)) await layout.files.remove(folder);
  let removed = 0;
  for (const { version, folder } of all) {
    if (version === current?.version || !(await mayHold(layout, folder, documentId))) continue;
    await layout.files.remove(folder);
    removed++;
  }
  return removed;
}

async function mayHold({ files }: IndexLayout, folder: string, documentId: string): Promise<boolean> {
  const name = GENERATION_FILES.documents;
  try {
    const { files: expected } = await readManifest(files, folder);
    const bytes = await readChecked(files, join(folder, name), expected[name]!);
    const documents = JSON.parse(new TextDecoder().decode(bytes)) as PolicyDocument[];
    return documents.some((document) => document.documentId === documentId);
  } catch (error) {
    // A disk that does not answer says nothing of what is in the file.
    if (error instanceof IndexFormatError || isMissing(error)) return true;
    throw error;
  }
}
