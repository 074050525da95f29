import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { documentIdOf } from './document-id.ts';
import type { SkippedFile } from './ingest-report.ts';
import type { ManifestDocument } from './manifest-schema.ts';
import { PARSER_VERSION } from './parser-version.ts';
import { readManifest } from './read-manifest.ts';
import { listSources } from './readers/list-sources.ts';
import { readBundledBytes } from './readers/read-source.ts';

/** A document that the index keeps; an added file may not take its id unless it is the same file. */
export interface KeptDocument {
  readonly documentId: string;
  readonly sourcePath?: string;
}

/** One file to ingest, with what its folder's manifest says of it. */
export interface SourceFile {
  readonly root: string;
  readonly file: string;
  readonly documentId: string;
  readonly manifest: ManifestDocument | null;
}

export interface SourceCollection {
  readonly sources: readonly SourceFile[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * The files below the paths, each once, with unique document ids. A folder's manifest also holds for a single file of
 * that folder, so that ids do not depend on how a file was named. An id that a kept document from another place has gets a number
 * behind it; `ids` by absolute path go before all that. A path that cannot be read is a skipped one; a broken manifest throws ManifestError.
 */
export async function collectSources(
  paths: readonly string[],
  kept: readonly KeptDocument[] = [],
  ids: ReadonlyMap<string, string> = new Map(),
): Promise<SourceCollection> {
  const sources: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const seen = new Set<string>();
  const owners = new Map(kept.map(({ documentId, sourcePath }) => [documentId, sourcePath ?? '']));
  for (const path of paths) {
    try {
      const listing = await listSources(path);
      skipped.push(...listing.skipped);
      const manifest = await readManifest(listing.root);
      for (const file of listing.files) {
        const key = resolve(listing.root, file);
        if (seen.has(key)) continue;
        seen.add(key);
        const entry = manifest?.documents.find((document) => document.file === file) ?? null;
        const documentId = ids.get(key) ?? uniqueId(entry?.id ?? documentIdOf(file), key, owners);
        sources.push({ root: listing.root, file, documentId, manifest: entry });
      }
    } catch (error) {
      if (!(error instanceof TiaowenError) || error.code !== 'reader-failed') throw error;
      skipped.push({ file: path, reason: error.message });
    }
  }
  return { sources, skipped };
}

/** Hash over names, bytes and manifests of all files below a folder: tells whether an index built from it is current. */
export async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256').update(`parser ${PARSER_VERSION}\n`);
  const { root, files } = await listSources(folder);
  const manifest = await readFile(join(root, 'manifest.json')).catch(() => null);
  if (manifest) hash.update('manifest.json\0').update(manifest);
  for (const file of files) hash.update(`${file}\0`).update(await readBundledBytes(root, file));
  return hash.digest('hex');
}

function uniqueId(id: string, path: string, owners: Map<string, string>): string {
  let unique = id;
  for (let count = 2; owners.has(unique) && owners.get(unique) !== path; count++) unique = `${id}-${count}`;
  owners.set(unique, path);
  return unique;
}
