import { readFileSync } from 'node:fs';

/** Rows of a fixture table: cells apart by |, # opens a remark. */
export function readTable(name: string): string[][] {
  const text = readFileSync(new URL(`../fixtures/questions/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}
