import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FactCase } from '../../bench/quality/fact-case.ts';
import { parseJsonLines } from '../../bench/quality/quality-case.ts';
import { scoreFacts } from '../../bench/quality/score-facts.ts';

const FOLDER = new URL('../quality/facts/', import.meta.url);

it.each((await readdir(FOLDER)).filter((file) => file.endsWith('.jsonl')))(
  '%s is read as its gold says',
  async (file) => {
    const cases = parseJsonLines(await readFile(new URL(file, FOLDER), 'utf8'), FactCase, file);
    const wrong = cases.map(scoreFacts).filter(({ extra, missing }) => extra.length + missing.length > 0);
    expect(cases.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  },
);
