import type { Config } from '../../src/config/config.ts';
import type { Secrets } from '../../src/config/secrets.ts';
import { createReader } from '../../src/models/create-reader.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { Reader } from '../../src/models/ports/reader.ts';
import { createSharedEmbedders } from './shared-embedders.ts';
import { shareReadings } from './shared-reader.ts';

export interface SharedModels {
  readonly embedders: EmbedderProvider;
  readonly reader: Reader | null;
}

const opened = new Map<string, SharedModels>();

/**
 * The models of all servers that this process measures with the same settings: loading them costs more than a small index. They are closed
 * when the process has nothing left to do.
 */
export function shareModels(
  config: Config,
  secrets: Secrets,
  environment: Readonly<Record<string, string>>,
): SharedModels {
  const key = JSON.stringify(environment);
  const models = opened.get(key) ?? openModels(config, secrets);
  opened.set(key, models);
  return models;
}

function openModels(config: Config, secrets: Secrets): SharedModels {
  const embedders = createSharedEmbedders(config, secrets);
  // However busy the machine is: figures do not depend on it.
  const reader = createReader(config.reader, { timeoutMs: 60_000, longestMs: 60_000, mostOpen: 1000 });
  process.once('beforeExit', () => {
    void embedders.close();
    void reader?.close();
  });
  return { embedders, reader: reader && shareReadings(reader) };
}
