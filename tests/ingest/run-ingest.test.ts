import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSeedIndex } from '../../ingest/ensure-seed-index.ts';
import { type IngestOptions, runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';

const PLAN =
  '临江市数据方案\n一、建设平台。到2025年建成。（责任单位：市数据局）\n二、开放数据。（责任单位：市科技局）\n';
const RULES = '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n';

let folder: string;
let dataDir: string;
const embedders = createEmbedderProvider({ kind: 'local' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen-policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
});
afterEach(async () => {
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

async function ingest(options: Partial<IngestOptions> = {}) {
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    return await runIngest({
      paths: [folder],
      origin: { kind: 'paths', fingerprint: '' },
      index,
      publisher: createEmbeddedIndexPublisher({ dataDir }),
      embedders,
      ...options,
    });
  } finally {
    await index.close();
  }
}

async function readIndex() {
  const index = createEmbeddedClauseIndex({ dataDir });
  const snapshot = await index.open();
  const documents = await snapshot.clauses.listDocuments('all');
  const clauses = (
    await snapshot.clauses.getDocumentClauses(
      documents.map(({ documentId }) => documentId),
      'all',
    )
  ).flat();
  snapshot.release();
  await index.close();
  return { documents, clauses };
}

describe('runIngest', () => {
  it('reads a folder and says per file what it found and why it skipped', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    await writeFile(join(folder, 'empty.txt'), '');
    await writeFile(
      join(folder, 'photo.txt'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 255]),
    );
    const report = await ingest();
    expect(report.files).toEqual([
      {
        file: 'plan.txt',
        documentId: 'plan',
        title: '临江市数据方案',
        clauses: 2,
        units: 2,
        warnings: [],
        reused: false,
      },
    ]);
    expect(report.skipped.map(({ file }) => file).sort()).toEqual(['empty.txt', 'photo.txt']);
    for (const { reason } of report.skipped) expect(reason).toMatch(/[\u4e00-\u9fff]/);
    expect((await readIndex()).clauses.map(({ clauseId }) => clauseId)).toEqual(['plan:1', 'plan:2']);
  });

  it('holds exactly the given paths, or with add what was there too', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    await writeFile(join(folder, 'rules.txt'), RULES);
    await ingest({ paths: [join(folder, 'plan.txt')] });
    await ingest({ paths: [join(folder, 'rules.txt')], add: true });
    expect((await readIndex()).documents.map(({ documentId }) => documentId)).toEqual(['plan', 'rules']);
    await ingest({ paths: [join(folder, 'rules.txt')] });
    expect((await readIndex()).documents.map(({ documentId }) => documentId)).toEqual(['rules']);
  });

  it('keeps a file of the same name from another folder when adding', async () => {
    const other = await mkdtemp(join(tmpdir(), 'tiaowen-other-'));
    await writeFile(join(folder, '通知.txt'), PLAN);
    await writeFile(join(other, '通知.txt'), RULES);
    await ingest();
    await ingest({ paths: [other], add: true });
    expect((await readIndex()).documents.map(({ documentId, title }) => [documentId, title])).toEqual([
      ['通知', '临江市数据方案'],
      ['通知-2', '云岭省科技办法'],
    ]);
    await writeFile(join(other, '通知.txt'), RULES.replace('科技厅', '教育厅'));
    await ingest({ paths: [other], add: true });
    const { documents, clauses } = await readIndex();
    expect(documents).toHaveLength(2);
    expect(clauses.at(-1)!.units.map(({ name }) => name)).toEqual(['省教育厅']);
    await rm(other, { recursive: true });
  });

  it('tells of damaged text each time, also when the file did not change', async () => {
    await writeFile(join(folder, 'plan.txt'), `${PLAN}三、保障。激发市场发展?jié)摿屯顿Y活力。\n`);
    const first = await ingest();
    const second = await ingest();
    expect(first.files[0]!.warnings).toHaveLength(1);
    expect(second.files[0]).toMatchObject({ reused: true, warnings: first.files[0]!.warnings });
  });

  it('keeps what was read doubtfully with the document and with the clause', async () => {
    await writeFile(join(folder, 'plan.txt'), `${PLAN}三、保障。<marquee>落实</marquee>经费。\n`);
    const report = await ingest();
    const { documents, clauses } = await readIndex();
    expect(documents[0]!.doubts).toMatchObject([{ code: 'tags-left' }]);
    expect(report.files[0]!.warnings).toEqual(documents[0]!.doubts!.map(({ message }) => message));
    expect(clauses.map(({ doubts }) => doubts)).toEqual([undefined, undefined, ['tags-left']]);
  });

  it('parses only changed files again', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    await writeFile(join(folder, 'rules.txt'), RULES);
    await ingest();
    await writeFile(join(folder, 'rules.txt'), RULES.replace('科技厅', '教育厅'));
    const report = await ingest();
    expect(report.files.map(({ file, reused }) => [file, reused])).toEqual([
      ['plan.txt', true],
      ['rules.txt', false],
    ]);
    expect((await readIndex()).clauses.at(-1)!.units.map(({ name }) => name)).toEqual(['省教育厅']);
  });

  it('leaves the old index alone when nothing is usable', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    const first = await ingest();
    const report = await ingest({ paths: [join(folder, 'missing')] });
    expect(report).toMatchObject({ version: null, skipped: [{ reason: expect.stringMatching(/无法读取/) }] });
    expect(first.version).not.toBeNull();
    expect((await readIndex()).clauses).toHaveLength(2);
  });

  it('takes title, id and period from the manifest, the clause part of an id never', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    const bare = await ingest();
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify({
        documents: [
          { id: 'data-plan', file: 'plan.txt', title: '数据方案', period: { from: 2023, to: 2025 } },
        ],
      }),
    );
    const report = await ingest();
    expect(bare.files[0]!.documentId).toBe('plan');
    expect(report.files[0]).toMatchObject({ documentId: 'data-plan', title: '数据方案', reused: false });
    const { documents, clauses } = await readIndex();
    expect(documents[0]!.period).toEqual({ from: 2023, to: 2025 });
    expect(clauses.map(({ clauseId }) => clauseId)).toEqual(['data-plan:1', 'data-plan:2']);
  });

  it('does not follow a link out of the folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'tiaowen-outside-'));
    await writeFile(join(outside, 'secret.txt'), PLAN);
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    await writeFile(join(folder, 'rules.txt'), RULES);
    const report = await ingest();
    expect(report.files.map(({ file }) => file)).toEqual(['rules.txt']);
    expect(report.skipped.map(({ file }) => file)).toEqual(['link.txt']);
    await rm(outside, { recursive: true });
  });
});

describe('ensureSeedIndex', () => {
  const ensure = () => ensureSeedIndex({ dataDir, seedsDir: folder, embedders });

  it('builds once, again when the seeds change, and never over an index from elsewhere', async () => {
    await writeFile(join(folder, 'plan.txt'), PLAN);
    expect((await ensure())?.documents).toBe(1);
    expect(await ensure()).toBeNull();
    await writeFile(join(folder, 'rules.txt'), RULES);
    expect((await ensure())?.documents).toBe(2);
    await ingest({ paths: [join(folder, 'rules.txt')] });
    await writeFile(
      join(folder, 'plan.txt'),
      `${await readFile(join(folder, 'plan.txt'), 'utf8')}三、保障。加强保障。\n`,
    );
    expect(await ensure()).toBeNull();
    expect((await readIndex()).documents).toHaveLength(1);
  });
});
