import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeFlatFile, encodeFlatFile } from '../../src/clause-index/adapters/embedded/files/flat-file.ts';
import { encodeJsonLines, JsonLines } from '../../src/clause-index/adapters/embedded/files/json-lines.ts';
import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import { UNIT_ROLES } from '../../src/domain/responsible-unit.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { createEmbeddedEngine } from '../contracts/create-embedded-engine.ts';
import { makeClause, makeContents, makeDocument, makeUnit } from '../contracts/index-fixtures.ts';

function join(parts: Iterable<Uint8Array | string>): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.concat(
    [...parts].map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
  );
  return new Uint8Array(bytes);
}

it('typed arrays survive a flat file', () => {
  const u8 = fc.uint8Array({ maxLength: 20 });
  const u16 = fc.uint16Array({ maxLength: 20 });
  const u32 = fc.uint32Array({ maxLength: 20 });
  const f32 = fc.float32Array({ maxLength: 20, noNaN: true });
  fc.assert(
    fc.property(u8, u16, u32, f32, (a, b, c, d) => {
      const file = decodeFlatFile(join(encodeFlatFile({ a, b, c, d })), 'test');
      expect([file.u8('a'), file.u16('b'), file.u32('c'), file.f32('d')]).toEqual([a, b, c, d]);
      expect(() => file.u8('b')).toThrow(/缺少数组 b/);
    }),
  );
});

it('values survive JSON lines, also when the cache is smaller than the file', () => {
  const text = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
      const lines = new JsonLines<string>(join(encodeJsonLines(texts)), 3);
      expect(lines.length).toBe(texts.length);
      for (let round = 0; round < 2; round++) {
        texts.forEach((expected, line) => {
          expect(lines.get(line)).toBe(expected);
        });
      }
      expect(() => lines.get(texts.length)).toThrow(RangeError);
    }),
  );
});

const contents: fc.Arbitrary<IndexContents> = fc
  .array(
    fc.array(
      fc.record({
        title: fc.string({ unit: 'binary', maxLength: 8 }),
        text: fc.string({ unit: 'binary', maxLength: 40 }),
        units: fc.array(
          fc.tuple(fc.constantFrom('市教委', '市科委', 'toString'), fc.constantFrom(...UNIT_ROLES)),
          {
            maxLength: 3,
          },
        ),
      }),
      { maxLength: 4 },
    ),
    { maxLength: 4 },
  )
  .map((documents) => {
    const clauses = documents.flatMap((list, d) =>
      list.map(({ units, ...fields }, i) =>
        makeClause(`文件${d}`, `${i}`, {
          ...fields,
          order: i,
          units: units.map(([name, role]) => makeUnit(name, role)),
        }),
      ),
    );
    return makeContents({
      documents: documents.map((list, d) => makeDocument(`文件${d}`, `第${d}号`, list.length)),
      clauses,
      sources: new Map(documents.map((list, d) => [`文件${d}`, list.map(({ text }) => text).join('\r\n')])),
      passages: clauses.map((_, clause) => ({ clause, vector: [Math.cos(clause), Math.sin(clause)] })),
    });
  });

it('what is published is what is opened', { timeout: 60_000 }, async () => {
  const engine = await createEmbeddedEngine();
  await fc.assert(
    fc.asyncProperty(contents, async (published) => {
      const version = await engine.publisher.publish(published);
      await expect
        .poll(async () => {
          const probe = await engine.index.open();
          probe.release();
          return probe.version;
        })
        .toBe(version);
      const snapshot = await engine.index.open();
      const ids = published.documents.map(({ documentId }) => documentId);
      expect(await snapshot.clauses.listDocuments('all')).toEqual(published.documents);
      expect((await snapshot.clauses.getDocumentClauses(ids, 'all')).flat()).toEqual(published.clauses);
      expect(await snapshot.sources.getSources(ids, 'all')).toEqual([...published.sources.values()]);
      const names = await snapshot.units.listNames(UNRESTRICTED);
      for (const { name, clauseCount } of names) {
        const naming = published.clauses.filter(({ units }) => units.some((unit) => unit.name === name));
        expect(clauseCount).toBe(naming.length);
      }
      const limit = published.clauses.length;
      const vectors = published.passages.map(({ vector }) => vector);
      const nearest = await snapshot.vectors.search(vectors, { limit, scope: UNRESTRICTED });
      nearest.forEach((hits, clause) => {
        expect(hits).toHaveLength(limit);
        expect(hits[0]?.clauseId).toBe(published.clauses[clause]!.clauseId);
      });
      snapshot.release();
    }),
    { numRuns: 25 },
  );
  await engine.dispose();
});

it('readers that start in the middle of publications all open', { timeout: 60_000 }, async () => {
  const engine = await createEmbeddedEngine();
  await engine.publisher.publish(makeContents());
  const { createEmbeddedClauseIndex } = await import(
    '../../src/clause-index/adapters/embedded/embedded-clause-index.ts'
  );
  let stopped = false;
  const start = async () => {
    let opened = 0;
    for (; !stopped; opened++) {
      const index = createEmbeddedClauseIndex({ dataDir: engine.dataDir });
      const snapshot = await index.open();
      expect(await snapshot.clauses.listDocuments('all')).toHaveLength(3);
      expect((await engine.rival.describe())?.clauseCount).toBe(5);
      await index.close();
    }
    return opened;
  };
  const readers = [start(), start(), start()];
  for (let number = 0; number < 10; number++) await engine.publisher.publish(makeContents());
  stopped = true;
  for (const opened of await Promise.all(readers)) expect(opened).toBeGreaterThan(0);
  await engine.dispose();
});
