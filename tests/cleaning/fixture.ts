import { readFileSync } from 'node:fs';

export function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/cleaning/${name}`, import.meta.url), 'utf8');
}

/** One case a line; # opens a remark, markdown headings have two. */
export function readLines(name: string): string[] {
  return readFixture(name)
    .split('\n')
    .filter((line) => line !== '' && !/^# /.test(line));
}
