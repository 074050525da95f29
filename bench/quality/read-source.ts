import { readFile } from 'node:fs/promises';

/** A UTF-8 text file as decoded, without byte-order mark: what the spans of `parse` point into. */
export async function readSource(file: string): Promise<string> {
  return new TextDecoder('utf-8').decode(await readFile(file));
}
