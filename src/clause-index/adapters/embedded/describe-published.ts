import { join } from 'node:path';
import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';
import type { PublishedIndex } from '../../ports/index-publisher.ts';
import { explainDamage } from './explain-damage.ts';
import { toFormatError } from './files/describe-problem.ts';
import { readChecked } from './files/durable-files.ts';
import { readManifest } from './generations/generation-manifest.ts';
import { locatePublished } from './generations/locate-published.ts';
import { readPointer } from './generations/pointer-file.ts';
import { folderOf } from './generations/recovery.ts';
import { GENERATION_FILES as FILES, type IndexLayout } from './index-layout.ts';

/** See `IndexPublisher.describe`. */
export async function describePublished(layout: IndexLayout): Promise<PublishedIndex | null> {
  const version = await locatePublished(layout);
  if (version === null) return null;
  const folder = folderOf(layout, version);
  try {
    return await describeGeneration(layout, version, folder);
  } catch (error) {
    // Published anew and pruned while we were reading: look again.
    if ((await readPointer(layout)) !== version) return await describePublished(layout);
    const why = toFormatError(error, folder);
    throw why instanceof IndexFormatError ? await explainDamage(layout, version, why) : why;
  }
}

async function describeGeneration(
  { files }: IndexLayout,
  version: string,
  folder: string,
): Promise<PublishedIndex> {
  const manifest = await readManifest(files, folder);
  const read = async (name: string) => {
    const expected = manifest.files[name];
    if (expected === undefined) throw new IndexFormatError(`索引 ${folder} 的清单中没有 ${name}。`);
    return await readChecked(files, join(folder, name), expected);
  };
  return {
    version,
    origin: manifest.origin,
    embedderId: manifest.embedder.id,
    documents: JSON.parse(new TextDecoder().decode(await read(FILES.documents))) as PolicyDocument[],
    clauseCount: manifest.counts.clauses,
    embedderState: manifest.embedder.hasState ? await read(FILES.embedder) : null,
  };
}
