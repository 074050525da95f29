import { describe, expect, it } from 'vitest';
import { sayOutline } from '../../src/assistant/queries/say-outline.ts';
import type { AskFilters } from '../../src/domain/answer.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';
import { createMemoryIndex, type SampleClause, type SampleDocument } from './memory-index.ts';

const row = (name: string, text: string, ...units: string[]): SampleClause => ({
  path: ['一、任务', name],
  title: name,
  text: `${name}。${text}`,
  units,
});

const MANY = 201;
const DOCUMENTS: readonly SampleDocument[] = [
  {
    id: 'bridge_2025',
    title: '临江市桥梁养护分工方案（2025年）',
    clauses: Array.from({ length: MANY }, (_, i) =>
      row(`检修${i + 1}号桥`, '更换栏杆。', 'lead:市交通运输局'),
    ),
  },
  {
    id: 'permit_old',
    title: '临江市摊位许可办理规定',
    clauses: [
      row('受理许可', '由窗口受理，自受理之日起15个工作日内办结。', 'responsible:市城市管理局'),
      row('公示名单', '名单予以公示，公示期为7日。', 'responsible:市城市管理局'),
      row('汇总台账', '每季度末汇总台账。', 'responsible:市商务局', 'lead:市城市管理局'),
      row('整理档案', '2025年底前整理许可档案。', 'lead:市商务局'),
    ],
  },
];

const { ask, assistant } = createTestAssistant(DOCUMENTS);
const BRIDGES = '桥梁养护分工方案里市交通运输局有哪些任务';

describe('a table of more rows than one reply cites', () => {
  it('prints as many as are cited and counts all', async () => {
    const answer = await ask(BRIDGES, '整理成一张表');
    const [head, table] = answer.statements;
    expect(head!.text).toContain(`共${MANY}项，以下列出前200项`);
    expect(table!.text.split('\n')).toHaveLength(2 + 200);
    expect(answer.citations).toHaveLength(200);
    expect(answer.total).toBe(MANY);
  });
});

describe('the address of a file', () => {
  it('can be used as it is printed', async () => {
    const { answer } = await ask('摊位许可办理规定里市商务局有哪些任务', '导出成表格');
    const address = /GET (?<path>\S+?)（/u.exec(answer)!.groups!['path']!;
    expect(address).not.toMatch(/[\\_*]/u);
    const { pathname, searchParams } = new URL(address, 'http://localhost');
    expect(decodeURIComponent(pathname)).toBe('/api/units/市商务局/tasks');
    expect(searchParams.get('documentId')).toBe('permit_old');
  });

  it('of a query holds JSON that reads as the query', async () => {
    const listed = await ask('摊位许可办理规定里市商务局和市城市管理局共同参与的任务有哪些');
    const { answer } = await ask(
      '摊位许可办理规定里市商务局和市城市管理局共同参与的任务有哪些',
      '导出成表格',
    );
    const body = /正文 `(?<json>[^`]+)`/u.exec(answer)!.groups!['json']!;
    expect(JSON.parse(body)).toEqual({ query: listed.query });
  });
});

describe('a period that a clause states', () => {
  it.each(['多久办结', '什么时候办完'])('is told: %s', async (message) => {
    const answer = await ask('受理许可由谁负责', message);
    expect(answer.statements[0]!.text).toContain('自受理之日起15个工作日内办结');
  });

  it('may recur', async () => {
    const answer = await ask('汇总台账由谁负责', '什么时候完成');
    expect(answer.statements[0]!.text).toContain('每季度末');
  });

  it('is not denied where days are printed that may be it', async () => {
    const answer = await ask('公示名单由谁负责', '什么时候完成');
    expect(JSON.stringify([answer.answer, answer.refusal])).not.toContain('没有写明完成期限');
  });
});

describe('a filter of documents', () => {
  it.each(['第2项说了什么', '什么时候完成', '整理成一张表'])(
    'holds for the result before: %s',
    async (message) => {
      const first = await assistant.answer({ message: '摊位许可办理规定里市商务局有哪些任务' }, CALLER);
      expect(first.citations.length).toBeGreaterThan(1);
      const filters: AskFilters = { documentIds: ['bridge_2025'] };
      const next = await assistant.answer({ message, conversationId: first.conversationId, filters }, CALLER);
      const shown = [...next.citations, ...(next.refusal?.nearest ?? [])];
      expect(shown.filter(({ documentId }) => documentId !== 'bridge_2025')).toEqual([]);
      expect(next.answer).not.toContain('档案');
    },
  );
});

describe('an outline', () => {
  it('looks at each clause a few times, however many stand above the first chapter', async () => {
    const index = createMemoryIndex([
      {
        id: 'long',
        title: '临江市长文件',
        clauses: Array.from({ length: 400 }, (_, i) => ({
          path: i < 300 ? [] : ['一、总则', `第${i}条`],
          text: `内容${i}。`,
        })),
      },
    ]);
    const snapshot = await index.open();
    const [document] = await snapshot.clauses.listDocuments('all');
    const [clauses = []] = await snapshot.clauses.getDocumentClauses(['long'], 'all');
    let looks = 0;
    const counted = clauses.map((clause): ClauseRecord => {
      const { path } = clause;
      return Object.defineProperty({ ...clause }, 'path', {
        get: () => {
          looks++;
          return path;
        },
      });
    });
    const watched = {
      ...snapshot,
      clauses: { ...snapshot.clauses, getDocumentClauses: async () => [counted] },
    };
    const outline = await sayOutline(document!, { snapshot: watched, scope: { visibility: 'all' } });
    expect(outline!.statements[0]!.text).toContain('共1个部分');
    expect(looks).toBeLessThan(6 * clauses.length);
  });
});
