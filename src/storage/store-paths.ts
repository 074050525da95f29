import { join } from 'node:path';

/** Where the stores of a data folder lie. */
export function storesFolder(dataDir: string): string {
  return join(dataDir, 'stores');
}

export interface StorePaths {
  readonly file: string;
  /** Says that the file was made: where it is gone or empty after that, something was lost. */
  readonly marker: string;
}

export function storePaths(dataDir: string, name: string): StorePaths {
  const file = join(storesFolder(dataDir), `${name}.sqlite`);
  return { file, marker: join(storesFolder(dataDir), `${name}.made`) };
}
