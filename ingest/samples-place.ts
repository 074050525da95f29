import type { IndexPublisher, PublishedIndex } from '../src/clause-index/ports/index-publisher.ts';
import { IndexFormatError } from '../src/domain/errors/index-format-error.ts';
import { IndexInUseError } from '../src/domain/errors/index-in-use-error.ts';
import { IndexMissingError } from '../src/domain/errors/index-missing-error.ts';

export interface SamplesPlaceOptions {
  readonly publisher: Pick<IndexPublisher, 'describe' | 'claimForSamples'>;
  /** To be named. */
  readonly dataDir: string;
  /** Files of the settings that may lie in an empty data folder all the same; absolute. */
  readonly ownFiles?: readonly string[];
}

/** What samples would be built over. */
export type SamplesPlace =
  /** They may be built: there is nothing, or nothing but samples. `published` is null where these are missing or cannot be read. */
  | { readonly kind: 'samples'; readonly published: PublishedIndex | null }
  /** An index of other documents. */
  | { readonly kind: 'own'; readonly published: PublishedIndex };

/**
 * Whether samples may be built in a data folder. An empty one is marked for them. Throws IndexFormatError where an index cannot be read, and
 * IndexMissingError where there is none and the folder is neither empty nor marked: a wrong path, a disk that is not mounted. Nothing
 * else is changed.
 */
export async function inspectSamplesPlace(options: SamplesPlaceOptions): Promise<SamplesPlace> {
  const { publisher, dataDir, ownFiles } = options;
  let problem: unknown = null;
  try {
    const published = await publisher.describe();
    if (published !== null) return { kind: published.origin.kind === 'seeds' ? 'samples' : 'own', published };
  } catch (error) {
    if (!(error instanceof IndexFormatError)) throw error;
    problem = error;
  }
  if (await publisher.claimForSamples(ownFiles)) return { kind: 'samples', published: null };
  throw (
    problem ??
    new IndexMissingError(
      `数据文件夹 ${dataDir} 里没有索引，却有别的内容，没有动它。如果路径不对或磁盘没有挂载，请改正 DATA_DIR；` +
        '要在这里建立索引，请运行 npm run ingest -- 文件或文件夹（样例：npm run ingest -- seeds）。',
    )
  );
}

/** As `inspectSamplesPlace`; throws IndexInUseError over other documents. */
export async function requireSamplesPlace(options: SamplesPlaceOptions): Promise<void> {
  const { kind, published } = await inspectSamplesPlace(options);
  if (kind !== 'own') return;
  throw new IndexInUseError(
    `索引里是 ${published.documents.length} 份自己的文件，不会换成样例。请写明要读取的文件或文件夹：npm run ingest -- 文件或文件夹`,
  );
}
