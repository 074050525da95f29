import { join } from 'node:path';
import { toFormatError } from '../files/describe-problem.ts';
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
