import { describe, expect, it } from 'vitest';
import { settleFacts } from '../../ingest/facts/read-document-facts.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { Query } from '../../src/domain/query.ts';
import { isVisible, type Visibility } from '../../src/domain/search-scope.ts';
import { citeMatches } from '../../src/queries/cite-matches.ts';
import { executeQuery } from '../../src/queries/execute-query.ts';
import type { QuerySource } from '../../src/queries/query-source.ts';
import { sampleDocument } from '../questions/sample-documents.ts';

const TEXTS: Readonly<Record<string, string>> = {
  plan: '云河市2025年便民行动计划\n\n一、充电桩。2025年6月底前建成充电桩300座，每季度末报送进展。\n二、停车位。新增停车位1500个，2025年底前完成。\n三、资金。安排专项资金1.1亿元。\n四、宣传。加强宣传。',
  old: '云河市夜市管理规定\n云政发〔2018〕12号\n\n一、夜市应当登记，登记费100元。\n二、本规定自2018年7月1日起施行。\n\n云河市人民政府\n2018年6月3日',
  now: '云河市夜市管理办法\n云政发〔2024〕5号\n\n一、夜市应当备案，处500元以上2000元以下罚款。\n二、本办法自2024年5月1日起施行，有效期5年。《云河市夜市管理规定》（云政发〔2018〕12号）同时废止。\n\n云河市人民政府\n2024年3月20日',
};

function open(visibility: Visibility = 'all'): QuerySource {
  const parsed = Object.entries(TEXTS).map(([id, text]) => ({ id, text, ...parseSource(text, id) }));
  const documents = parsed.map(({ id, facts, printedFacts, clauses }) =>
    sampleDocument(id, facts.title, {
      ...facts,
      clauseCount: clauses.length,
      facts: settleFacts(printedFacts, facts),
    }),
  );
  const sees = (id: string) => isVisible(visibility, id);
  const clauses = parsed.flatMap((one) => one.clauses);
  return {
    visibility,
    today: '2025-03-01',
    names: { known: [], follow: () => [], presentNameOf: () => null },
    snapshot: {
      clauses: {
        listDocuments: async () => documents.filter(({ documentId }) => sees(documentId)),
        getClauses: async (ids) => ids.map((id) => clauses.find(({ clauseId }) => clauseId === id)),
        getDocumentClauses: async (ids) =>
          ids.map((id) => clauses.filter(({ documentId }) => documentId === id)),
      },
      units: { getPostings: async () => [], listNames: async () => [] },
      keywords: {
        search: async () => [],
        findWithAll: async () => [],
        inverseDocumentFrequency: async (terms) => terms.map(() => 1),
      },
      sources: {
        getSources: async (ids) => ids.map((id) => TEXTS[id]),
        getLayouts: async (ids) => ids.map(() => null),
        getOriginal: async () => undefined,
      },
    },
  };
}

async function rowsOf(query: unknown, visibility?: Visibility) {
  const { sides } = await executeQuery(Query.parse(query), open(visibility));
  return sides.flatMap(({ listed }) => listed.map(({ row }) => row as unknown as Record<string, unknown>));
}

const pick = async (query: unknown, ...fields: string[]) =>
  (await rowsOf(query)).map((row) => fields.map((field) => row[field]).join(' '));

describe('deadlines', () => {
  it('lists each time of a clause', async () => {
    expect(
      await pick(
        { find: 'deadlines', where: { documentIds: ['plan'] } },
        'clauseId',
        'kind',
        'on',
        'printed',
      ),
    ).toEqual([
      'plan:1 by 2025-06-30 2025年6月底前',
      'plan:1 recurring  每季度末',
      'plan:2 by 2025-12-31 2025年底前',
    ]);
  });

  it('keeps to the days asked for, and quotes the sentence', async () => {
    const query = Query.parse({
      find: 'deadlines',
      where: { deadline: { from: '2025-07-01', to: '2025-12-31' } },
    });
    const { sides, total, reading } = await executeQuery(query, open());
    expect(total).toBe(1);
    expect(reading).toBe('按：期限自2025-07-01至2025-12-31；列出期限');
    const cited = await citeMatches(
      sides[0]!.listed.flatMap(({ matches }) => matches),
      open(),
      '2025-03-01',
    );
    expect(cited.map(({ clauseId, quote }) => `${clauseId} ${quote}`)).toEqual([
      'plan:2 新增停车位1500个，2025年底前完成。',
    ]);
  });

  it('finds a clause by any of its times', async () => {
    const where = { deadline: { from: '2025-01-01', to: '2025-06-30' } };
    expect(await pick({ find: 'clauses', where }, 'clauseId')).toEqual(['plan:1']);
  });
});

describe('figures', () => {
  it.each([
    ['of something', { of: '充电桩' }, ['300座']],
    ['in a measure', { unit: '个' }, ['1500个']],
    ['between numbers of a measure', { unit: '万元', from: 10000, to: '12000' }, ['1.1亿元']],
    ['above all of them', { unit: '万元', from: 11001 }, []],
    ['a range that overlaps', { unit: '元', from: 1000, to: 1500 }, ['500元以上2000元以下']],
    ['bounded', { bound: 'range' }, ['500元以上2000元以下']],
    ['by the printed number', { from: 1.1, to: 1.1 }, ['1.1亿元']],
  ])('%s', async (_, figure, printed) => {
    expect(await pick({ find: 'figures', where: { figure } }, 'printed')).toEqual(printed);
    const clauses = await rowsOf({ find: 'clauses', where: { figure } });
    expect(
      clauses.map((row) => (row['figures'] as { printed: string }[]).map((one) => one.printed).join()),
    ).toEqual(printed);
  });

  it('goes on with the clauses of figures', async () => {
    const query = { find: 'figures', where: { figure: { unit: '座' } }, then: { find: 'deadlines' } };
    expect(await pick(query, 'printed')).toEqual(['2025年6月底前', '每季度末']);
  });
});

describe('validity', () => {
  it.each([
    ['in-force', undefined, ['plan', 'now']],
    ['repealed', undefined, ['old']],
    ['in-force', '2024-04-30', ['plan', 'old']],
    ['not-yet-in-force', '2024-04-30', ['now']],
    ['expired', '2029-05-01', ['now']],
    ['period-ended', '2026-01-01', ['plan']],
  ])('%s on %s', async (validity, asOf, ids) => {
    const where = { validity, ...(asOf && { asOf }) };
    expect(await pick({ find: 'documents', where }, 'documentId')).toEqual(ids);
  });

  it('rests on documents that the caller may see alone', async () => {
    const visibility = { documentIds: new Set(['old']) };
    const rows = await rowsOf({ find: 'documents', where: { validity: 'repealed' } }, visibility);
    expect(rows).toEqual([]);
  });

  it('shows what documents print about themselves', async () => {
    const [row] = await rowsOf({ find: 'documents', where: { documentIds: ['old'] }, show: 'facts' });
    expect(row).toMatchObject({
      facts: { effectiveOn: '2018-07-01', issuers: ['云河市人民政府'], documentNumber: '云政发〔2018〕12号' },
      validity: {
        state: 'repealed',
        basis: '自2024年5月1日起由《云河市夜市管理办法》废止',
        documentId: 'now',
      },
    });
  });
});
