import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFuzzCases, makeBytes } from '../../bench/fuzz/documents/fuzz-cases.ts';
import { MOST_OUTPUT } from '../../bench/fuzz/documents/measure-case.ts';
import { readWhole } from '../../bench/fuzz/documents/read-whole.ts';
import { parseFile } from '../../ingest/parse-file.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { atDepth } from '../support/depth.ts';

const names = (count: number): string => Array.from({ length: count }, (_, i) => `市第${i}局`).join('、');
const items = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${i + 1}.推进建设\n`).join('');

/** Far more than reading takes on a slow machine. */
const PATIENCE_MS = 120_000;
/** Characters without end: some 100,000, and 300,000 at full size. */
const FULL = atDepth(1, 3);
/** Pieces of a generated document. */
const PIECES = atDepth(350, 700);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen-hostile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('documents of one pattern', () => {
  const families = [...new Set(listFuzzCases().map(({ family }) => family))];

  // A pattern that tries again from each of its places never ends; the suite's time limit is the only clock.
  it.each(families)('reads %s', { timeout: PATIENCE_MS }, (family) => {
    const found: string[] = [];
    // Every third: the number of layouts is no multiple of it, so that each piece is met in several of them.
    const cases = listFuzzCases().filter((candidate) => candidate.family === family);
    for (const fuzzCase of cases.filter((_, i) => i % 3 === 0)) {
      try {
        const { written, length, problems } = readWhole(makeBytes(fuzzCase, PIECES));
        found.push(...problems.map((problem) => `${fuzzCase.name}: ${problem}`));
        if (written > MOST_OUTPUT.perUnit * length + MOST_OUTPUT.fixed)
          found.push(`${fuzzCase.name}: ${written} for ${length}`);
      } catch (error) {
        if (!(error instanceof ReaderError)) found.push(`${fuzzCase.name}: ${String(error)}`);
      }
    }
    expect(found).toEqual([]);
  });

  it.each([
    ['digits', '1'.repeat(100_000 * FULL)],
    ['digits and a dash', `方案\n一、建设。${'2023-'.repeat(20_000 * FULL)}`],
    ['numerals', `第一${'亿'.repeat(83_333 * FULL)}条`],
    ['numerals of a first article', `方案\n第${'一'.repeat(83_333 * FULL)}条 建设。`],
    ['wrapped lines', '推进建设完善机制加强保障提升服务推进建设\n'.repeat(4_000 * FULL)],
    ['cells of one row', `序号\t任务\t责任单位\n1\t推进\t${'市科技局\t'.repeat(16_666 * FULL)}`],
    [
      'columns of one table',
      `任务${'\t责任单位'.repeat(6_666 * FULL)}\n推进${'\t市科技局'.repeat(6_666 * FULL)}`,
    ],
    ['question marks', `方案\n一、建设。${'?'.repeat(100_000 * FULL)}`],
    ['blanks', `方案\n一、建设。${' '.repeat(100_000 * FULL)}保障`],
    ['dashes', `方案\n一、建设。\n${'-'.repeat(100_000 * FULL)}x`],
    ['bold marks', `方案\n一、建设。${'**推**'.repeat(20_000 * FULL)}`],
    ['districts', `方案\n一、建设。（责任单位：${'西青区、'.repeat(20_000 * FULL)}市科技局）`],
    ['duties', `方案\n一、建设。${'由市科技局负责，市财政局负责，'.repeat(1_333 * FULL)}`],
    ['headings', '## 标题\n'.repeat(6_666 * FULL)],
    ['dates', '市科技局\n2023年1月1日\n'.repeat(3_333 * FULL)],
    ['articles that begin anew', '第一章 总则\n第一条 推进建设。\n'.repeat(2_666 * FULL)],
    ['damaged characters', '\ufffd字，'.repeat(33_333 * FULL)],
  ])('reads endless %s', { timeout: PATIENCE_MS }, (_, source) => {
    const read = (): number => JSON.stringify(parseSource(source, 'doc').clauses).length;
    try {
      expect(read()).toBeLessThan(20_000_000);
    } catch (error) {
      expect(error).toBeInstanceOf(ReaderError);
    }
  });

  it.each([
    ['a bar of links', `${'首页 | '.repeat(28)}。`],
    ['buttons for sharing', `分享${'微信'.repeat(80)}。\n一、建设。`],
    ['addresses in addresses', `附件下载：\n[a](${'((x)'.repeat(60)}\n一、建设。`],
    ['years apart by dashes', `2020${'—'.repeat(70)}方案\n一、建设。`],
    ['open lists', `一、建设。（${'市科技局等'.repeat(36)}坏话）`],
  ])('ends on %s', (_, source) => {
    expect(parseSource(source, 'doc').clauses.length).toBeGreaterThan(0);
  });
});

describe('what is written of a document', () => {
  it('repeats the beginning of a phrase that is too long to be repeated for each of its names', async () => {
    const path = join(folder, 'list.txt');
    await writeFile(path, `临江市方案\n一、建设。（责任单位：${names(2500)}）\n`);
    const result = await parseFile(path);
    const { units } = result.clauses[0]!;
    expect(units).toHaveLength(2500);
    expect(units[0]!.raw).toMatch(/^（责任单位：市第0局、.*…$/);
    expect(new Set(units.map(({ raw, span }) => `${raw} ${span.start}-${span.end}`)).size).toBe(1);
    expect(JSON.stringify(result).length).toBeLessThan(1_000_000);
  });

  it('repeats ordinary phrases whole', () => {
    const phrase = `（责任单位：${names(60)}）`;
    const [clause] = parseSource(`临江市方案\n一、建设平台。${phrase}\n`, 'doc').clauses;
    expect(clause!.units.every(({ raw }) => raw === phrase)).toBe(true);
  });

  it('refuses a document whose records are out of all proportion', () => {
    const source = `临江市方案\n一、建设（责任单位：${names(1000)}）\n${items(5000)}`;
    let thrown: unknown;
    try {
      parseSource(source, 'doc');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ReaderError);
    expect(thrown).toMatchObject({ message: expect.stringMatching(/责任单位重复过多/) });
  });

  it('keeps headings without end out of the trails', () => {
    const source = `**第一条 ${'推进'.repeat(500)}**建设。\n${items(100)}`;
    for (const { path } of parseSource(source, 'doc').clauses)
      for (const heading of path) expect(heading.length).toBeLessThan(300);
  });

  it('cuts a title without end', () => {
    const { facts } = parseSource(`${'推进建设\n'.repeat(2000)}一、建设。完善机制。\n`, 'doc');
    expect(facts.title.length).toBeLessThanOrEqual(300);
  });
});

describe('a run over hostile files', () => {
  it('skips the one that cannot be read in proportion and ingests the others', {
    timeout: PATIENCE_MS,
  }, async () => {
    await writeFile(join(folder, 'plan.txt'), '临江市数据方案\n一、建设平台。（责任单位：市数据局）\n');
    await writeFile(
      join(folder, 'heavy.txt'),
      `临江市方案\n一、建设（责任单位：${names(1000)}）\n${items(5000)}`,
    );
    await writeFile(join(folder, 'list.txt'), `一、建设。（责任单位：${names(5000)}）`);
    await writeFile(join(folder, 'numerals.txt'), `方案\n一、建设。第${'一'.repeat(83_333 * FULL)}条`);
    const dataDir = join(folder, 'data');
    const index = createEmbeddedClauseIndex({ dataDir });
    try {
      const report = await runIngest({
        paths: ['plan.txt', 'heavy.txt', 'list.txt', 'numerals.txt'].map((file) => join(folder, file)),
        origin: { kind: 'paths', fingerprint: '' },
        index,
        publisher: createEmbeddedIndexPublisher({ dataDir }),
        embedders: createEmbedderProvider({ kind: 'local' }),
      });
      expect(report.skipped).toEqual([
        { file: 'heavy.txt', reason: expect.stringMatching(/责任单位重复过多/) },
      ]);
      expect(report.files.map(({ file, units }) => [file, units])).toEqual([
        ['plan.txt', 1],
        ['list.txt', 5000],
        ['numerals.txt', 0],
      ]);
      expect(report.version).not.toBeNull();
    } finally {
      await index.close();
    }
  });
});
