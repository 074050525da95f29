import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import type { Files } from '../../../../storage/files/files.ts';
import { readText } from '../../../../storage/files/whole-files.ts';
import { GENERATION_FILES } from '../index-layout.ts';

/** Raised whenever the meaning or layout of any file changes. */
export const FORMAT_VERSION = 2;

/** What one generation is and how to tell that it is whole. */
export const GenerationManifest = z.object({
  format: z.literal('tiaowen-index'),
  formatVersion: z.literal(FORMAT_VERSION),
  version: z.string(),
  createdAt: z.string(),
  /** The generation that was published when this one was written; rollback leads there. */
  previous: z.string().nullable(),
  origin: z.object({
    kind: z.enum(['seeds', 'paths']),
    paths: z.array(z.string()),
    fingerprint: z.string(),
  }),
  embedder: z.object({ id: z.string(), dimension: z.int().min(1), hasState: z.boolean() }),
  counts: z.object({
    documents: z.int().min(0),
    clauses: z.int().min(0),
    passages: z.int().min(0),
    unitNames: z.int().min(0),
    terms: z.int().min(0),
  }),
  files: z.record(z.string(), z.object({ bytes: z.int().min(0), sha256: z.string() })),
});
export type GenerationManifest = z.infer<typeof GenerationManifest>;

/** JSON that carries a checksum of itself, so that a changed letter is noticed. */
export function encodeManifest(manifest: GenerationManifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`;
}

/** Reads and checks a manifest; throws IndexFormatError, or the plain ENOENT when the generation is gone. */
export async function readManifest(files: Files, generationFolder: string): Promise<GenerationManifest> {
  const path = join(generationFolder, GENERATION_FILES.manifest);
  const { checksum, ...rest } = await readRaw(files, path);
  if (rest.formatVersion !== FORMAT_VERSION) {
    throw new IndexFormatError(
      `索引 ${path} 的格式版本为 ${String(rest.formatVersion)}，本程序只认 ${FORMAT_VERSION}。`,
    );
  }
  const parsed = GenerationManifest.safeParse(rest);
  if (!parsed.success || checksum !== checksumOf(parsed.data)) {
    throw new IndexFormatError(`索引清单 ${path} 已损坏（内容与校验和不符）。`, { cause: parsed.error });
  }
  return parsed.data;
}

/** What can be told of a generation of any format: enough to find its files whole. */
const AnyManifest = GenerationManifest.pick({ origin: true, files: true });

/** As `readManifest`, for a generation that another version of the program may have written. */
export async function readAnyManifest(
  files: Files,
  generationFolder: string,
): Promise<z.infer<typeof AnyManifest>> {
  const path = join(generationFolder, GENERATION_FILES.manifest);
  const { checksum, ...rest } = await readRaw(files, path);
  const parsed = AnyManifest.safeParse(rest);
  if (!parsed.success || checksum !== checksumOf(rest)) {
    throw new IndexFormatError(`索引清单 ${path} 已损坏（内容与校验和不符）。`, { cause: parsed.error });
  }
  return parsed.data;
}

async function readRaw(files: Files, path: string): Promise<Record<string, unknown>> {
  const text = await readText(files, path);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new IndexFormatError(`索引清单 ${path} 已损坏（不是 JSON）。`, { cause });
  }
}

function checksumOf(manifest: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(manifest)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
}
