import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFormerClauses } from '../../ingest/aliases/find-former-clauses.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { readSource } from '../../ingest/readers/read-source.ts';
import { runCommand } from '../../ingest/run-command.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { FormerClause } from '../../src/domain/former-clause.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { findClause } from '../../src/portal/find-clause.ts';

type Cut = Pick<ClauseRecord, 'clauseId' | 'text' | 'textHash'>;

function cut(clauseId: string, text: string): ClauseRecord {
  return { clauseId, text, textHash: text } as Cut as ClauseRecord;
}

function formerOf(
  earlier: readonly ClauseRecord[],
  now: readonly ClauseRecord[],
  before: FormerClause[] = [],
) {
  return findFormerClauses({ clauses: earlier, document: { formerClauses: before } }, now);
}

const TASK = '建设河道视频监控点位三百处，接入县级水利平台';
const CLOSING = '各乡镇每季度末向县水利局报送进展，县水利局汇总后报县政府';

describe('findFormerClauses', () => {
  it('follows words that moved, and says whether they are the same', () => {
    const now = [cut('d:2.1', TASK), cut('d:closing', CLOSING)];
    expect(formerOf([cut('d:2.1', TASK), cut('d:2.2', CLOSING)], now)).toEqual([
      { clauseId: 'd:2.2', textHash: CLOSING, now: 'd:closing', isChanged: false },
    ]);
  });

  it('leads from a clause that was divided to the one that keeps its id, or holds most of it', () => {
    const now = [cut('d:2.1', TASK), cut('d:closing', `${CLOSING}，并抄送县纪委监委`)];
    expect(formerOf([cut('d:2.1', `${TASK}\n${CLOSING}`)], now)).toEqual([]);
    expect(formerOf([cut('d:2.9', `${TASK}\n${CLOSING}`)], now)).toMatchObject([
      { now: 'd:closing', isChanged: true },
    ]);
  });

  it('leads on by the words where their id names others now', () => {
    const now = [cut('d:1', CLOSING), cut('d:2', TASK)];
    expect(formerOf([cut('d:1', TASK)], now)).toEqual([
      { clauseId: 'd:1', textHash: TASK, now: 'd:2', isChanged: false },
    ]);
  });

  it('follows the same words in the order in which they stand', () => {
    const earlier = ['a', 'b', 'c'].map((id) => cut(`d:${id}`, TASK));
    const now = ['1', '2'].map((id) => cut(`d:${id}`, TASK));
    expect(formerOf(earlier, now).map((former) => former.now)).toEqual(['d:1', 'd:2', 'd:2']);
  });

  it('follows over several versions', () => {
    const first = formerOf([cut('d:1', TASK)], [cut('d:2', TASK)]);
    const second = formerOf([cut('d:2', TASK)], [cut('d:3', `${TASK}。`)], [...first]);
    expect(second.map(({ clauseId, now, isChanged }) => [clauseId, now, isChanged])).toEqual([
      ['d:2', 'd:3', true],
      ['d:1', 'd:3', true],
    ]);
  });

  it('keeps what led on before where the earlier clauses could not be read', () => {
    const before = [{ clauseId: 'd:1', textHash: 'x', now: 'd:2', isChanged: true }];
    expect(formerOf([], [cut('d:2', TASK)], before)).toEqual(before);
    expect(formerOf([], [cut('d:3', TASK)], before)).toEqual([]);
  });

  it('leads nowhere where the words are gone', () => {
    expect(formerOf([cut('d:1', CLOSING)], [cut('d:2', TASK)])).toEqual([]);
  });
});

const SAMPLES = [
  'seeds',
  'tests/quality/documents',
  'tests/quality/documents-2',
  'tests/quality/layouts',
].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /\.(?:txt|md)$/.test(file))
    .map((file) => join(folder, file)),
);

async function parse(file: string): Promise<readonly ClauseRecord[]> {
  return parseSource((await readSource(dirname(file), basename(file))).text, 'd').clauses;
}

/** Letters of the clause that the id leads to which are letters of `text` too, in runs of eight. */
function sharesWords(text: string, clause: ClauseRecord | undefined): boolean {
  const letters = (words: string): string => words.replace(/[^\p{L}\p{N}]+/gu, '');
  const [old, now] = [letters(text), letters(clause?.text ?? '')];
  for (let at = 0; at + 8 <= old.length; at++) if (now.includes(old.slice(at, at + 8))) return true;
  return now !== '' && old === now;
}

describe.each(SAMPLES)('%s', (file) => {
  it('ids of other cuts lead to clauses that hold their words', async () => {
    const now = await parse(file);
    const byId = new Map(now.map((clause) => [clause.clauseId, clause]));
    // The second halves of several items may be the same list of units, which tells no place.
    const halves = now.flatMap(({ clauseId, text }) =>
      text.length < 60 ? [] : [cut(`${clauseId}.p1`, text.slice(0, text.length >> 1))],
    );
    const pairs = now.flatMap(({ text }, i) =>
      i % 2 === 0 || text.length < 30 ? [] : [cut(`d:pair${i}`, `${now[i - 1]!.text}\n${text}`)],
    );
    const renumbered = now.map(({ text, textHash }, i) => ({ ...cut(`d:old${i}`, text), textHash }));
    for (const earlier of [halves, pairs, renumbered]) {
      const former = new Map(formerOf(earlier, now).map((entry) => [entry.clauseId, entry]));
      const astray = earlier.filter(
        ({ clauseId, text }) => !sharesWords(text, byId.get(former.get(clauseId)?.now ?? '')),
      );
      expect(astray.map(({ text }) => text)).toEqual([]);
    }
  });
});

it('ids of an earlier parser lead on', async () => {
  const lines = readFileSync('tests/ingest/former/readings.jsonl', 'utf8').trim().split('\n');
  const earlier = lines.map((line) => JSON.parse(line) as { file: string; clauseId: string; text: string });
  for (const file of new Set(earlier.map((line) => line.file))) {
    const now = await parse(file);
    const old = earlier.filter((line) => line.file === file);
    const former = formerOf(
      old.map(({ clauseId, text }) => cut(clauseId, text)),
      now,
    );
    for (const { clauseId, text } of old) {
      const next = former.find((entry) => entry.clauseId === clauseId)?.now ?? clauseId;
      expect([
        file,
        clauseId,
        sharesWords(
          text,
          now.find((clause) => clause.clauseId === next),
        ),
      ]).toEqual([file, clauseId, true]);
    }
  }
});

describe('ingestion', () => {
  it('writes where the words of the version before stand, also when rebuilt', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiaowen-former-'));
    const dataDir = join(folder, 'data');
    const file = join(folder, '方案.txt');
    const embedders = createEmbedderProvider({ kind: 'local' });
    const context = { dataDir, embedders, ownFiles: [] };
    const read = async (paths: readonly string[], kind: 'ingest' | 'rebuild' = 'ingest') =>
      await runCommand({ kind, paths, add: false, retrain: false, json: false }, context);
    await writeFile(file, `白石县河道方案\n一、任务。${TASK}。\n二、报送。${CLOSING}。\n`);
    await read([file]);
    await writeFile(
      file,
      `白石县河道方案\n一、总则。坚持属地管理。\n二、任务。${TASK}。\n三、报送。${CLOSING}。\n`,
    );
    await read([file]);
    const where = async (local: string, textHash?: string) => {
      const index = createEmbeddedClauseIndex({ dataDir });
      const snapshot = await index.open();
      const found = await findClause(snapshot, { clauseId: `方案:${local}`, textHash }, 'all');
      const hidden = await findClause(
        snapshot,
        { clauseId: `方案:${local}`, textHash },
        { documentIds: new Set() },
      );
      snapshot.release();
      await index.close();
      expect(hidden).toBeNull();
      return found;
    };
    const before = parseSource(
      `白石县河道方案\n一、任务。${TASK}。\n二、报送。${CLOSING}。\n`,
      '方案',
    ).clauses;
    for (const paths of [null, [], [file]]) {
      if (paths) await read(paths, 'rebuild');
      expect(await where('1')).toMatchObject({ clause: { clauseId: '方案:1' }, movedFrom: null });
      expect(await where('1', before[0]!.textHash)).toMatchObject({
        clause: { clauseId: '方案:2' },
        movedFrom: { clauseId: '方案:1', isChanged: true },
      });
      expect(await where('2', before[1]!.textHash)).toMatchObject({ clause: { clauseId: '方案:3' } });
    }
    await rm(folder, { recursive: true });
  });
});
