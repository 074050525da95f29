import { readFile } from 'node:fs/promises';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { replaceDurably } from '../files/durable-files.ts';
import { isMissing } from '../files/is-missing.ts';
import type { IndexLayout } from '../index-layout.ts';

/** A folder's name and nothing that could lead elsewhere. */
const VERSION = /^g\d+-[\w-]+$/;

/**
 * The published version, or null when nothing has been published. Costs one small read. Throws IndexFormatError when the
 * file holds anything but a version.
 */
export async function readPointer(layout: IndexLayout): Promise<string | null> {
  try {
    const version = (await readFile(layout.pointer, 'utf8')).trim();
    if (VERSION.test(version)) return version;
    throw new IndexFormatError(`索引指针 ${layout.pointer} 已损坏。请运行 npm run ingest 重新生成索引。`);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Publishes: from this moment readers open `version`. */
export async function writePointer(layout: IndexLayout, version: string): Promise<void> {
  await replaceDurably(layout.pointer, `${version}\n`);
}
