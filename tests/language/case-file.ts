import { readFileSync } from 'node:fs';

/** Cases of a plain text table: one a line, columns apart by =>, # for remarks. */
export function readCases(name: string): string[][] {
  return readFileSync(new URL(`../fixtures/language/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('=>').map((column) => column.trim()));
}
