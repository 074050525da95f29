import { IndexFormatError } from '../../domain/errors/index-format-error.ts';
import type { Embedder, EmbedderProvider } from '../ports/embedder.ts';

/** Makes the embedders of one kind; `EmbedderProvider` keeps them. */
export interface EmbedderSource {
  /** See `EmbedderProvider.joinsLater`; default false. */
  readonly joinsLater?: boolean;
  /** See `EmbedderProvider.forIndex`. */
  open(embedderId: string, state: Uint8Array | null): Embedder | null;
  /** See `EmbedderProvider.mayReplace`; default never. */
  mayReplace?(embedderId: string): boolean;
  /** See `EmbedderProvider.close`; absent where there is nothing to end. */
  close?(): Promise<void>;
  /** See `EmbedderProvider.forIngest`. */
  prepare(
    ...args: Parameters<EmbedderProvider['forIngest']>
  ): Promise<{ readonly embedder: Embedder; readonly state: Uint8Array | null }>;
}

/** The length of vectors that an id ends with, 0 when it does not. */
export function readDimension(embedderId: string): number {
  return Number(/-(?<dimension>\d+)$/.exec(embedderId)?.groups?.dimension ?? 0);
}

/** `why` tells what is configured instead. */
export function createMisfitError(embedderId: string, why: string): IndexFormatError {
  return new IndexFormatError(
    `索引的向量由 ${embedderId} 生成，${why}，两者不能比较。请恢复原来的设置，或运行 npm run ingest -- --rebuild 按当前设置重建索引。`,
  );
}
