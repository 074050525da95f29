import { join } from 'node:path';
import * as z from 'zod';
import { IndexFormatError } from '../../../../../domain/errors/index-format-error.ts';
import { type Files, isMissing } from '../../../../../storage/files/files.ts';
import { readText } from '../../../../../storage/files/whole-files.ts';

/** Folder below a generation; renamed into place when it is whole. */
export const LATE_FOLDER = 'late-vectors';

/** The same of questions that clauses answer; their texts are not kept in the index. */
export const QUESTIONS_FOLDER = 'late-questions';

/** Its files. */
export const LATE_FILES = { manifest: 'manifest.json', vectors: 'vectors.bin', graph: 'hnsw.bin' } as const;

const FileEntry = z.object({ bytes: z.int().min(0), sha256: z.string() });

/** Whose vectors they are and how to tell that they are whole. */
export const LateManifest = z.object({
  embedderId: z.string(),
  dimension: z.int().min(1),
  passages: z.int().min(0),
  files: z.object({ vectors: FileEntry, graph: FileEntry.nullable() }),
});
export type LateManifest = z.infer<typeof LateManifest>;

/** Null where there is no such folder. Throws IndexFormatError where they cannot be read. */
export async function readLateManifest(files: Files, folder: string): Promise<LateManifest | null> {
  const path = join(folder, LATE_FILES.manifest);
  try {
    return LateManifest.parse(JSON.parse(await readText(files, path)));
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw new IndexFormatError(`向量清单 ${path} 已损坏，向量将重新计算。`, { cause });
  }
}
