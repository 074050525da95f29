import type { PublishedIndex } from '../../src/clause-index/ports/index-publisher.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';

/**
 * A provider for adding to `published`: it gives a new index the same embedder or throws IndexFormatError, naming the
 * commands that mend it. Otherwise every document that was there would be embedded anew unasked, and paid for with a service.
 */
export function requireSameEmbedder(provider: EmbedderProvider, published: PublishedIndex): EmbedderProvider {
  return {
    ...provider,
    async forIngest(texts, frozen) {
      const given = await provider.forIngest(texts, frozen);
      if (given.embedder.id === published.embedderId || provider.mayReplace(published.embedderId))
        return given;
      throw new IndexFormatError(
        `索引的向量由 ${published.embedderId} 生成，按当前设置应由 ${given.embedder.id} 生成，两者不能放在一个索引里，没有添加。` +
          '请恢复原来的向量设置；或同时加上 --retrain，已有文件也按当前设置重新计算；' +
          '或先运行 npm run ingest -- --rebuild 按当前设置重建索引，再添加。',
      );
    },
  };
}
