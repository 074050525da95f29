import { join } from 'node:path';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../../../domain/errors/index-missing-error.ts';
import { readBytes } from '../../../../storage/files/whole-files.ts';
import type { KeptOriginals } from '../../../ports/index-publisher.ts';
import { readChecked } from '../files/durable-files.ts';
import { JsonLines } from '../files/json-lines.ts';
import { readAnyManifest } from '../generations/generation-manifest.ts';
import { listFallbacks } from '../generations/recovery.ts';
import { GENERATION_FILES as FILES, type IndexLayout } from '../index-layout.ts';
import { decodeOriginals, type Originals, readOriginal } from './originals-file.ts';

/**
 * What `current` was made from; where its folder is gone or nobody knows what was current, of the newest generation that still tells. Null
 * where nothing can be read whole.
 */
export async function findOriginals(
  layout: IndexLayout,
  current: string | null,
): Promise<KeptOriginals | null> {
  const isHere =
    current !== null && (await layout.files.list(join(layout.generations, current)).catch(() => null));
  const versions = isHere ? [current] : (await listFallbacks(layout, null)).map(({ version }) => version);
  for (const version of versions) {
    const folder = join(layout.generations, version);
    const found = (await readCopy(layout, folder)) ?? (await readFiles(layout, folder));
    if (found !== null) return { version, ...found };
  }
  return null;
}

/** As `findOriginals`; throws where there are none. */
export async function requireOriginals(layout: IndexLayout, current: string | null): Promise<KeptOriginals> {
  const found = await findOriginals(layout, current);
  if (found !== null) return found;
  if ((await listFallbacks(layout, null)).length === 0 && current === null) {
    throw new IndexMissingError(
      `${layout.folder} 里没有索引，无从重建。请给出文件：npm run ingest -- 文件或文件夹`,
    );
  }
  throw new IndexFormatError(
    `索引 ${current ?? layout.generations} 保存的原文也已损坏，无从重建。请给出原来的文件：npm run ingest -- --rebuild 文件或文件夹`,
  );
}

async function readCopy({ files }: IndexLayout, folder: string): Promise<Originals | null> {
  try {
    return decodeOriginals(await readBytes(files, join(folder, FILES.originals)));
  } catch {
    return null;
  }
}

/** From the files that answers are made of, where the manifest tells that they are whole. */
async function readFiles({ files }: IndexLayout, folder: string): Promise<Originals | null> {
  try {
    const manifest = await readAnyManifest(files, folder);
    const read = (name: string) => readChecked(files, join(folder, name), manifest.files[name]!);
    const documents = JSON.parse(new TextDecoder().decode(await read(FILES.documents))) as unknown[];
    const sources = new JsonLines<string | null>(await read(FILES.sources), 1);
    const layouts =
      manifest.files[FILES.layouts] === undefined ? null : new JsonLines(await read(FILES.layouts), 1);
    return {
      origin: manifest.origin,
      documents: documents.map((document, i) =>
        readOriginal({ document, source: sources.get(i), layout: layouts?.get(i) ?? null }),
      ),
    };
  } catch {
    return null;
  }
}
