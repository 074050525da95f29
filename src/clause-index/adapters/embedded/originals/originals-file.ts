import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { IndexOrigin, KeptOriginal } from '../../../ports/index-publisher.ts';
import { encodeJsonLines, JsonLines } from '../files/json-lines.ts';

/** Documents and sources of one generation, with where they came from. */
export interface Originals {
  readonly origin: IndexOrigin;
  readonly documents: readonly KeptOriginal[];
}

const Header = z.object({
  format: z.literal('tiaowen-originals'),
  formatVersion: z.literal(1),
  origin: z.object({ kind: z.enum(['seeds', 'paths']), paths: z.array(z.string()), fingerprint: z.string() }),
  documents: z.int().min(0),
});

/** What every version of the program has written of a document; its other fields are found again by parsing. */
const Original = z.object({
  document: z.looseObject({ documentId: z.string().min(1), title: z.string(), sourceFile: z.string() }),
  source: z.string().nullable(),
  layout: z
    .looseObject({
      locations: z.array(z.looseObject({})),
      marks: z.array(z.looseObject({})),
      warnings: z.array(z.looseObject({})),
    })
    .nullable()
    .default(null),
});

/**
 * One header line and one line a document, as gzip: a third of the size, and its checksums tell by themselves whether it is whole, so
 * that it helps also where the manifest is lost. Its format is apart from the index's: a later program reads what an earlier one wrote.
 */
export function* encodeOriginals({ origin, documents }: Originals): Generator<Uint8Array> {
  const header: z.infer<typeof Header> = {
    format: 'tiaowen-originals',
    formatVersion: 1,
    origin: { ...origin, paths: [...origin.paths] },
    documents: documents.length,
  };
  for (const part of encodeJsonLines([header, ...documents])) yield gzipSync(part);
}

/** Null where the bytes are not whole. */
export function decodeOriginals(bytes: Uint8Array): Originals | null {
  try {
    const lines = new JsonLines<unknown>(new Uint8Array(gunzipSync(bytes)), 1);
    const header = Header.parse(lines.get(0));
    const documents = Array.from({ length: lines.length - 1 }, (_, i) => readOriginal(lines.get(i + 1)));
    return header.documents === documents.length ? { origin: header.origin, documents } : null;
  } catch {
    return null;
  }
}

/** Throws plainly where it is none. */
export function readOriginal(value: unknown): KeptOriginal {
  return Original.parse(value) as unknown as KeptOriginal;
}
