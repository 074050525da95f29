import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../bench/quality/fold-text.ts';
import { readQualityCases } from '../../bench/quality/quality-case.ts';
import { cleanText } from '../../ingest/cleaning/clean-text.ts';

const FOLDER = path.resolve(import.meta.dirname, '../quality');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));

const folded = new Map<string, string>();

/** The cleaned text of a document as quotes are compared with it. */
function foldedText(file: string): string {
  const kept = folded.get(file) ?? foldText(cleanText(readFileSync(file, 'utf8')).mapped.text);
  folded.set(file, kept);
  return kept;
}

describe.each(FILES)('tests/quality/%s', (name) => {
  it('holds cases that can be judged', async () => {
    const cases = await readQualityCases(path.join(FOLDER, name));
    expect(cases.length).toBeGreaterThan(20);
    const contradictory = cases.filter(({ refuse, cite }) => refuse === cite.length > 0);
    expect(contradictory.map(({ id }) => id)).toEqual([]);
  });

  it('quotes its own documents, each quote once', async () => {
    const wrong: string[] = [];
    for (const { id, documents, cite, also_ok } of await readQualityCases(path.join(FOLDER, name))) {
      for (const { doc, quote } of documents ? [...cite, ...also_ok] : []) {
        const file = documents!.find((entry) => path.basename(entry).startsWith(doc));
        if (!file || !existsSync(path.join(FOLDER, file)) || !statSync(path.join(FOLDER, file)).isFile()) {
          wrong.push(`${id}: no document ${doc}`);
          continue;
        }
        const count = foldedText(path.join(FOLDER, file)).split(foldText(quote)).length - 1;
        if (count !== 1) wrong.push(`${id}: ${quote} stands ${count} times in ${file}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
