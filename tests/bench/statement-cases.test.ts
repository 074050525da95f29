import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../ingest/parse-file.ts';

const FOLDER = path.resolve(import.meta.dirname, '../quality/statements');

interface StatementCase {
  readonly id: string;
  readonly file: string;
  readonly clauseId: string;
  readonly text: string;
  readonly quote: string;
  readonly supported: boolean;
  readonly kind: string;
  readonly note: string;
}

const sets = readdirSync(FOLDER).map((name) => ({
  name,
  cases: readFileSync(path.join(FOLDER, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StatementCase),
}));

describe('labelled statements', () => {
  it.each(sets)('$name are of clauses that there are, and quote them', async ({ cases }) => {
    const clauses = new Map<string, string>();
    for (const file of new Set(cases.map((one) => one.file))) {
      const { clauses: parsed } = await parseFile(path.resolve(FOLDER, file));
      for (const { clauseId, text } of parsed) clauses.set(clauseId, text);
    }
    const isQuoted = ({ clauseId, quote }: StatementCase) => clauses.get(clauseId)?.includes(quote);
    expect(cases.filter(({ clauseId }) => !clauses.has(clauseId)).map(({ id }) => id)).toEqual([]);
    const wrong = cases.filter((one) => isQuoted(one) === (one.kind === 'quote-fabricated'));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('say what is false of each false one, and are told apart by their ids', () => {
    const all = sets.flatMap(({ cases }) => cases);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ supported, note }) => supported !== (note === '')).map(({ id }) => id)).toEqual([]);
  });

  it('share no clause between what is tuned on and what is not', () => {
    const clausesOf = (suffix: string) =>
      new Set(
        sets
          .filter(({ name }) => name.endsWith(suffix))
          .flatMap(({ cases }) => cases.map((one) => one.clauseId)),
      );
    const frozen = clausesOf('-frozen.jsonl');
    expect([...clausesOf('-tune.jsonl')].filter((id) => frozen.has(id))).toEqual([]);
  });
});
