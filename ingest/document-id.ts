import { basename, extname } from 'node:path';

/**
 * A readable id from a file name, for files without a manifest: letters, digits and Chinese characters stay, all else
 * becomes one hyphen. 「关于…的通知 (2).txt」 → 关于…的通知-2.
 */
export function documentIdOf(fileName: string): string {
  const stem = basename(fileName, extname(fileName));
  const id = stem
    .normalize('NFC')
    .replace(/[^\p{Letter}\p{Number}_.-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return id === '' ? 'document' : id.slice(0, 80);
}
