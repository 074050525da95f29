import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import { UNIT_ROLES } from '../../src/domain/responsible-unit.ts';
import type { SearchScope } from '../../src/domain/search-scope.ts';
import { extractTerms } from '../../src/language/terms.ts';
import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';
import {
  type CreateEngine,
  type EmptyEngine,
  makeClause,
  makeContents,
  makeDocument,
  makeUnit,
} from './index-fixtures.ts';

const WORDS = ['港口', '岸电', '医疗平台', '数据', '粮库', '公共服务', '5G', '一体化', '冷链', '督查'];
const UNITS = ['市数据局', '省商务厅', '各区人民政府', '市卫健委', '有关部门'];
const DOCUMENTS = 12;
const LARGEST = 9;
const DIMENSION = 3;

/** Documents of words by chance; what is a collective in one is a single body in another. */
function makeDocuments(): IndexContents {
  const random = createRandom(11);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;
  const say = (most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(WORDS)).join('、');
  const documents = Array.from({ length: DOCUMENTS }, (_, i) =>
    makeDocument(`d${i}`, `${say(2)}方案`, Math.floor(random() * (LARGEST + 1))),
  );
  const clauses = documents.flatMap(({ documentId, clauseCount }) =>
    Array.from({ length: clauseCount }, (_, order) =>
      makeClause(documentId, String(order), {
        order,
        title: say(1),
        path: [say(2), say(1)],
        text: say(20),
        units: Array.from({ length: Math.floor(random() * 3) }, () =>
          makeUnit(pick(UNITS), pick(UNIT_ROLES), random() < 0.2),
        ),
      }),
    ),
  );
  return makeContents({
    documents,
    clauses,
    sources: new Map(documents.map(({ documentId }) => [documentId, documentId])),
    embedder: { id: 'random', dimension: DIMENSION, state: null },
    passages: clauses.map((_, clause) => ({
      clause,
      vector: Array.from({ length: DIMENSION }, () => random() - 0.5),
    })),
  });
}

/** What an index of some of the documents would have been given. */
function onlyOf(contents: IndexContents, ids: readonly string[]): IndexContents {
  const kept = contents.clauses.flatMap((clause, i) => (ids.includes(clause.documentId) ? [i] : []));
  const places = new Map(kept.map((old, now) => [old, now]));
  return {
    ...contents,
    documents: contents.documents.filter(({ documentId }) => ids.includes(documentId)),
    clauses: kept.map((i) => contents.clauses[i]!),
    passages: contents.passages.flatMap(({ clause, vector }) =>
      places.has(clause) ? [{ clause: places.get(clause)!, vector }] : [],
    ),
  };
}

/** Everything that a snapshot tells a caller who sees `ids`. */
async function askEverything(snapshot: IndexSnapshot, ids: readonly string[]): Promise<unknown> {
  const visibility = { documentIds: new Set(ids) };
  const scopes: SearchScope[] = [
    { visibility },
    { visibility, documentIds: ['d0', 'd3', 'd7'] },
    { visibility, units: ['市数据局'], role: 'lead' },
  ];
  const queries = [...WORDS, '港口的岸电', '公共服务数据一体化'].map((text) =>
    extractTerms(text).map((term) => ({ term })),
  );
  const terms = [...new Set(queries.flat().map(({ term }) => term)), '鼷'];
  const vectors = [
    [1, 0, 0],
    [0.2, -0.7, 0.4],
  ];
  const told: unknown[] = [
    await snapshot.clauses.listDocuments(visibility),
    await snapshot.keywords.inverseDocumentFrequency(terms, visibility),
  ];
  for (const scope of scopes) {
    for (const limit of [1, 5, 100]) {
      told.push(await snapshot.keywords.search(queries, { limit, scope }));
      told.push(await snapshot.vectors.search(vectors, { limit, scope }));
    }
    told.push(await snapshot.keywords.findWithAll(['港', '口'], scope));
    told.push(await snapshot.units.listNames(scope), await snapshot.units.getPostings(UNITS, scope));
  }
  return told;
}

/** What a caller who sees some documents is told: the same as by an index that never held the others. */
export function describeVisibleSet(name: string, createEngine: CreateEngine): void {
  describe(`what is visible, and nothing else, decides: ${name}`, () => {
    const contents = makeDocuments();
    const engines: EmptyEngine[] = [];
    const open = async (of: IndexContents) => {
      const engine = await createEngine();
      engines.push(engine);
      await engine.publisher.publish(of);
      return await engine.index.open();
    };
    let whole: IndexSnapshot;
    beforeAll(async () => {
      whole = await open(contents);
    });
    afterAll(async () => {
      for (const engine of engines) await engine.dispose();
    });

    it.each([
      ['one document', ['d3']],
      ['every second', ['d0', 'd2', 'd4', 'd6', 'd8', 'd10']],
      ['neighbours', ['d4', 'd5', 'd6', 'd7']],
      ['all but one', contents.documents.map(({ documentId }) => documentId).filter((id) => id !== 'd5')],
      ['some that are not there', ['d1', 'd9', 'elsewhere']],
    ])('%s', async (_, ids) => {
      const part = await open(onlyOf(contents, ids));
      const told = await askEverything(whole, ids);
      expect(told).toEqual(await askEverything(part, ids));
      expect(JSON.stringify(told).length).toBeGreaterThan(2000);
    });

    it('sees all alike, whether by a list of all documents or without one', async () => {
      const visibility = { documentIds: new Set(contents.documents.map(({ documentId }) => documentId)) };
      const queries = WORDS.map((text) => extractTerms(text).map((term) => ({ term })));
      const find = (scope: SearchScope) => whole.keywords.search(queries, { limit: 20, scope });
      expect(await find({ visibility })).toEqual(await find({ visibility: 'all' }));
    });
  });
}
