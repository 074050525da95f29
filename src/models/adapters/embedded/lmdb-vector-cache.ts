import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '../../../domain/errors/config-error.ts';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { VectorCache } from '../../ports/vector-cache.ts';

/**
 * Vectors in `<dataDir>/vectors`, an LMDB environment that several processes may use at once: embedder id and SHA-256 of the
 * text → little-endian floats. Nothing is created or opened before the first `get` or `put`. Throws ConfigError when the
 * folder cannot be opened. While no process uses it the folder may be deleted.
 */
export function createLmdbVectorCache({ dataDir }: { readonly dataDir: string }): VectorCache {
  const environment = lmdbEnvironment<Buffer, [string, string]>({
    dataDir,
    name: 'vectors',
    encoding: 'binary',
  });
  const opened = () =>
    environment.use().catch((cause) => {
      const folder = join(dataDir, 'vectors');
      throw new ConfigError(
        `无法打开向量缓存 ${folder}。请检查权限与磁盘；它只为省钱，可在停止程序后删除。`,
        { cause },
      );
    });
  return {
    async get(embedderId, texts) {
      const vectors = await opened();
      return texts.map((text) => decodeVector(vectors.get(keyOf(embedderId, text))));
    },

    async put(embedderId, entries) {
      const vectors = await opened();
      await Promise.all(
        entries.map(({ text, vector }) => vectors.put(keyOf(embedderId, text), encodeVector(vector))),
      );
      // A commit is visible at once; after this it also survives a loss of power.
      await vectors.flushed;
    },

    close: () => environment.close(),
  };
}

function keyOf(embedderId: string, text: string): [string, string] {
  return [embedderId, createHash('sha256').update(text).digest('base64url')];
}

function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * vector.length);
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, 4 * i);
  });
  return bytes;
}

function decodeVector(bytes: Buffer | undefined): Float32Array | null {
  if (bytes === undefined || bytes.length % 4 !== 0) return null;
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
