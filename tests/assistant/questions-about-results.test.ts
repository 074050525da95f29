import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';
import type { SampleDocument } from './memory-index.ts';

const task = (section: string, title: string, text: string, ...units: string[]) => ({
  path: [section, title],
  title: title.replace(/^（.）/u, ''),
  text: `${title}。${text}`,
  units,
});

const DOCUMENTS: readonly SampleDocument[] = [
  {
    id: 'wetland',
    title: '临江市湿地修复行动方案（2024—2026年）',
    rest: { period: { from: 2024, to: 2026 } },
    clauses: [
      { path: ['一、工作目标'], text: '到2026年，修复湿地二十处。' },
      {
        ...task(
          '二、修复工程',
          '（一）退塘还湿',
          '2025年底前完成退塘。',
          'lead:市林业局',
          'supporting:市财政局',
        ),
        deadline: { text: '2025年底前', date: '2025-12-31' },
      },
      task('二、修复工程', '（二）补种芦苇', '补种本地芦苇。', 'lead:市林业局'),
      task('三、保障措施', '（一）筹措经费', '多渠道筹措经费。', 'lead:市财政局', 'supporting:市林业局'),
      task(
        '三、保障措施',
        '（二）加强巡护',
        '组建巡护队。',
        'responsible:市林业局',
        'responsible:各区人民政府*',
      ),
    ],
  },
  {
    id: 'school',
    title: '临江市校舍加固分工方案（2025年）',
    clauses: [
      task('一、任务', '（一）排查校舍', '逐栋排查。', 'lead:市教育局', 'supporting:市财政局'),
      task('一、任务', '（二）种植绿篱', '种植绿篱。', 'lead:市林业局', 'supporting:市教育局'),
    ],
  },
];

const { ask } = createTestAssistant(DOCUMENTS);
const LIST = '湿地修复方案里市林业局有哪些任务';
const head = async (...messages: string[]) => (await ask(...messages)).statements[0]!.text;
const headings = async (...messages: string[]) =>
  (await ask(...messages)).citations.map(({ path }) => path.at(-1)!.slice(3));

describe('the result before', () => {
  it('becomes a table', async () => {
    const answer = await ask(LIST, '把上面几项整理成一张表');
    const table = answer.statements.find(({ text }) => text.startsWith('|'))!.text.split('\n');
    expect(table[0]).toBe('| 序号 | 任务 | 牵头单位 | 配合单位 | 责任单位 | 完成期限 |');
    expect(table).toHaveLength(2 + 4);
    expect(answer.citations).toHaveLength(4);
  });

  it('names bodies by their places among those of a role', async () => {
    expect(await headings('加强巡护由哪些单位负责', '责任单位里第一个还牵头什么任务')).toEqual([
      '退塘还湿',
      '补种芦苇',
      '种植绿篱',
    ]);
  });

  it('is offered as a file, under the address of its list', async () => {
    const answer = await ask(LIST, '只看牵头的', '导出成表格');
    expect(answer.answer).toContain(
      `/api/units/${encodeURIComponent('市林业局')}/tasks?role=lead&documentId=wetland`,
    );
  });

  it.each([
    ['只看保障措施里的', ['筹措经费', '加强巡护']],
    ['只看2025年完成的', ['退塘还湿']],
    ['只看2025年的', ['退塘还湿']],
    ['换成校舍加固方案的', ['种植绿篱']],
    ['那配合的呢', ['筹措经费']],
    ['校舍加固方案里呢', ['种植绿篱']],
  ])('%s', async (message, kept) => {
    expect(await headings(LIST, message)).toEqual(kept);
  });

  it('goes on from before a filter that leaves nothing', async () => {
    const empty = await ask(LIST, '只看2030年完成的');
    expect(empty.refused).toBe(true);
    expect(empty.refusal!.message).toContain('写明期限的有1项');
    expect(await headings(LIST, '只看2030年完成的', '只看牵头的')).toEqual(['退塘还湿', '补种芦苇']);
  });

  it('is said in one of its items', async () => {
    expect(await head(LIST, '第3项具体说了什么')).toContain('多渠道筹措经费');
    expect((await ask(LIST, '第9项说了什么')).refusal!.message).toContain('没有第9项');
  });

  it('states its deadlines, and that there is none', async () => {
    expect(await head('退塘还湿由谁牵头', '什么时候完成')).toContain('2025年底前');
    const none = await ask('补种芦苇由谁牵头', '什么时候完成');
    expect(none.refusal!.message).toContain('“补种芦苇”没有写明完成期限');
    expect(none.refusal!.message).toContain('2026年');
  });
});

describe('several questions about one thing', () => {
  it('are answered in order, what is not stated under its own name', async () => {
    const answer = await ask('补种芦苇由谁牵头、什么时候完成、属于哪一部分');
    expect(answer.statements[0]!.text).toContain('市林业局');
    expect(answer.statements[1]!.text).toMatch(/^“什么时候完成”：.*没有写明完成期限/u);
  });
});

describe('documents side by side', () => {
  it('are counted', async () => {
    expect(await head('湿地修复方案和校舍加固方案哪个任务多')).toMatch(/4项.*2项.*多2项/u);
  });

  it('tell which has tasks of a body', async () => {
    expect(await head('两份文件里都有市林业局的任务吗')).toMatch(/^2份文件都有市林业局/u);
    const answer = await ask('湿地修复方案和校舍加固方案里都有市教育局的任务吗');
    expect(answer.statements[0]!.text).toMatch(/^2份文件有1份有市教育局/u);
    expect(answer.answer).toContain('《临江市湿地修复行动方案（2024—2026年）》没有');
  });

  it('tell which speaks of a thing', async () => {
    expect(await headings('哪些文件里有芦苇')).toEqual(['补种芦苇']);
  });
});

describe('what is said of a list', () => {
  it('a part as a table has all its rows', async () => {
    const answer = await ask('请用表格列出湿地修复方案修复工程各项的牵头单位和配合单位');
    expect(answer.answer).toContain('| 1 | 退塘还湿 | 市林业局 | 市财政局 |');
    expect(answer.answer).toContain('| 2 | 补种芦苇 | 市林业局 | — |');
  });

  it('districts are called so', async () => {
    const answer = await ask('湿地修复方案里哪些任务没有区政府参与');
    expect(answer.reading).toBe('按：《临江市湿地修复行动方案（2024—2026年）》；没有各区人民政府');
  });

  it('units stand under each of their roles with their tasks in it', async () => {
    expect(await head('校舍加固方案涉及哪些单位')).toMatch(
      /^市教育局（1项）、市林业局（1项）牵头；市教育局（1项）、市财政局（1项）配合（共3个单位/u,
    );
  });

  it('what nothing fulfils is told with the nearest', async () => {
    const answer = await ask('哪些任务的完成时限是2026年底');
    expect(answer.refusal!.message).toContain('到2026年，修复湿地二十处');
    expect(answer.refusal!.nearest.map(({ title }) => title)).toContain('退塘还湿');
  });
});

describe('a word that no name and no closed word takes', () => {
  it.each([
    ['校舍加固方案总共铺开了多少项任务', 2],
    ['湿地修复方案一共拆成多少项任务', 4],
  ])('%s: says nothing of its own', async (message, total) => {
    expect((await ask(message)).total).toBe(total);
  });

  it('is a topic that is said, where some clauses carry it', async () => {
    const answer = await ask('湿地修复方案里有多少项任务提到芦苇');
    expect(answer.total).toBe(1);
    expect(answer.reading).toContain('提到“芦苇”');
  });

  it.each([
    '湿地修复方案处罚了哪些单位',
    '湿地修复方案里哪些单位被通报批评',
    '湿地修复方案撤销了多少项任务',
    '湿地修复方案未部署多少项任务',
    '哪些文件免除了市林业局',
    '湿地修复方案里航空母舰任务最多的单位是哪个',
    '市林业局办理采伐证需要多少天',
    '湿地修复方案要求哪些企业缴纳押金',
    '市教育局怎么培训教师',
  ])('%s: no list', async (message) => {
    expect((await ask(message)).query).toBeUndefined();
  });
});
