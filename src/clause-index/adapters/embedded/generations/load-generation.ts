import { join } from 'node:path';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { codeOf } from '../../../../storage/files/files.ts';
import { describeProblem } from '../files/describe-problem.ts';
import type { IndexLayout } from '../index-layout.ts';
import { type OpenGeneration, openGeneration } from './open-generation.ts';

/** Opens a version; whatever keeps it from being opened is an IndexFormatError that names it. */
export async function loadGeneration(layout: IndexLayout, version: string): Promise<OpenGeneration> {
  const folder = join(layout.generations, version);
  try {
    return await openGeneration(layout.files, folder);
  } catch (error) {
    throw toFormatError(error, folder);
  }
}

/** A failure of the file system while something in `folder` was read; other errors come back as they are. */
export function toFormatError(error: unknown, folder: string): unknown {
  if (error instanceof IndexFormatError || codeOf(error) === null) return error;
  const { path } = error as { path?: string };
  return new IndexFormatError(`索引文件 ${path ?? folder} ${describeProblem(error)}。`, { cause: error });
}
