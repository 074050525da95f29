import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { isMissing } from '../../../../storage/files/files.ts';
import { readText, replaceDurably } from '../../../../storage/files/whole-files.ts';
import { describeProblem } from '../files/describe-problem.ts';
import type { IndexLayout } from '../index-layout.ts';

/** A folder's name and nothing that could lead elsewhere. */
export const VERSION = /^g(?<number>\d+)-[\w-]+$/;

/**
 * The published version, or null when there is no pointer. Costs one small read. Throws IndexFormatError when the file cannot be read or
 * holds anything but a version.
 */
export async function readPointer({ files, pointer }: IndexLayout): Promise<string | null> {
  let text: string;
  try {
    text = await readText(files, pointer);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new IndexFormatError(`索引指针 ${pointer} ${describeProblem(error)}。`, { cause: error });
  }
  const version = text.trim();
  if (VERSION.test(version)) return version;
  throw new IndexFormatError(`索引指针 ${pointer} 已损坏。`);
}

/** Publishes: from this moment readers open `version`. */
export async function writePointer({ files, pointer }: IndexLayout, version: string): Promise<void> {
  await replaceDurably(files, pointer, `${version}\n`);
}
