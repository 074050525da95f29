import { join } from 'node:path';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import { readText } from '../../../../storage/files/whole-files.ts';
import { listGenerations } from '../generations/list-generations.ts';
import { GENERATION_FILES, type IndexLayout } from '../index-layout.ts';
import { createKeptFiles } from './kept-files.ts';

/**
 * Removes kept files that no generation names. Where one cannot be read nothing is removed, since it may name any. Only the holder of the
 * writer's lock may call this.
 */
export async function sweepKeptFiles(layout: IndexLayout): Promise<void> {
  const kept = createKeptFiles(layout.files, layout.keptFiles);
  if (await kept.isEmpty()) return;
  const named = new Set<string>();
  for (const { folder } of await listGenerations(layout)) {
    const documents = await readDocuments(layout, folder);
    if (documents === null) return;
    for (const { original } of documents) if (original) named.add(original.sha256);
  }
  await kept.removeOthers(named);
}

async function readDocuments({ files }: IndexLayout, folder: string): Promise<PolicyDocument[] | null> {
  try {
    return JSON.parse(await readText(files, join(folder, GENERATION_FILES.documents))) as PolicyDocument[];
  } catch {
    return null;
  }
}
