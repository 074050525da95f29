import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** All that the page loads, and nothing else of the package. */
const FILES = {
  'swagger-ui.css': join(SWAGGER_UI, 'swagger-ui.css'),
  'swagger-ui-bundle.js': join(SWAGGER_UI, 'swagger-ui-bundle.js'),
  'favicon-32x32.png': join(SWAGGER_UI, 'favicon-32x32.png'),
  'start.js': fileURLToPath(new URL('./start.js', import.meta.url)),
} as const;

export interface DocsAssets {
  /** Changes with any of the files: addresses that hold it may be cached for ever. */
  readonly version: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

let read: DocsAssets | null = null;

/** The files of the page, read once and kept. */
export function readDocsAssets(): DocsAssets {
  if (read) return read;
  const files = new Map(Object.entries(FILES).map(([name, path]) => [name, readFileSync(path)]));
  const hash = createHash('sha256');
  for (const content of files.values()) hash.update(content);
  read = { version: hash.digest('hex').slice(0, 16), files };
  return read;
}
