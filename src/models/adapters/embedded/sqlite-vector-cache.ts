import { createHash } from 'node:crypto';
import { ConfigError } from '../../../domain/errors/config-error.ts';
import { StoreError } from '../../../domain/errors/store-error.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import { storePaths } from '../../../storage/store-paths.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import { DamagedRowError } from '../../../storage/store-tables.ts';
import type { VectorCache } from '../../ports/vector-cache.ts';

/** `text` is the SHA-256 of the embedded text, `vector` its floats, little-endian. */
export const VECTOR_SCHEMA: StoreSchema = {
  name: 'vectors',
  tables: {
    vectors: {
      columns: { embedder: 'TEXT NOT NULL', text: 'TEXT NOT NULL', vector: 'BLOB NOT NULL' },
      key: ['embedder', 'text'],
    },
  },
  isExpendable: true,
};

/**
 * Vectors in `<dataDir>/stores/vectors.sqlite`, which several processes may use at once. Nothing is created or opened before the first
 * `get` or `put`. Throws ConfigError when it cannot be used. A damaged file is replaced; it may be deleted.
 */
export function openSqliteVectorCache(options: StoreOptions): VectorCache {
  const store = new SqliteStore(VECTOR_SCHEMA, options);
  const orExplain = (cause: unknown): never => {
    if (!(cause instanceof StoreError)) throw cause;
    const { file } = storePaths(options.dataDir, VECTOR_SCHEMA.name);
    throw new ConfigError(`无法使用向量缓存 ${file}。请检查权限与磁盘；它只为省钱，可以删除。`, { cause });
  };
  return {
    get: (embedderId, texts) =>
      store
        .read((tables) =>
          texts.map((text) => {
            try {
              const tail = 'WHERE embedder = ? AND text = ?';
              const row = tables.get<{ vector: Uint8Array }>('vectors', tail, embedderId, hashText(text));
              return row ? decodeVector(row.vector) : null;
            } catch (error) {
              if (error instanceof DamagedRowError) return null;
              throw error;
            }
          }),
        )
        .catch(orExplain),

    async put(embedderId, entries) {
      const rows = entries.map(({ text, vector }) => ({
        embedder: embedderId,
        text: hashText(text),
        vector: encodeVector(vector),
      }));
      await store
        .change((tables) => {
          for (const row of rows) tables.put('vectors', row);
        })
        .catch(orExplain);
    },

    clear: () => store.change((tables) => tables.delete('vectors', '')).catch(orExplain),

    close: () => store.close(),
  };
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function encodeVector(vector: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(4 * vector.length);
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, 4 * i);
  });
  return bytes;
}

function decodeVector(bytes: Uint8Array): Float32Array | null {
  if (bytes.length % 4 !== 0) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => buffer.readFloatLE(4 * i));
}
