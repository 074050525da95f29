import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOfBuild } from '../../bin/built.mjs';

const BUILT_AT = 1_700_000_000;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tiaowen-built-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string, changedAt: number): void {
  writeFileSync(join(root, path), text);
  utimesSync(join(root, path), changedAt, changedAt);
}

function build(): void {
  mkdirSync(join(root, 'dist'));
  write('main.ts', '', BUILT_AT - 60);
  write('other.ts', '', BUILT_AT);
  write('dist/sources.json', JSON.stringify(['main.ts', 'other.ts']), BUILT_AT);
}

describe('a build', () => {
  it('is missing where no list of sources stands: it was never finished', () => {
    expect(stateOfBuild(root)).toBe('missing');
    mkdirSync(join(root, 'dist'));
    expect(stateOfBuild(root)).toBe('missing');
  });

  it('is current while no source is newer', () => {
    build();
    expect(stateOfBuild(root)).toBe('current');
  });

  it('is stale once a source was changed', () => {
    build();
    write('other.ts', 'changed', BUILT_AT + 1);
    expect(stateOfBuild(root)).toBe('stale');
  });

  it('is stale once a source is gone', () => {
    build();
    rmSync(join(root, 'main.ts'));
    expect(stateOfBuild(root)).toBe('stale');
  });
});
