import { describe, expect, it } from 'vitest';
import { Query } from '../../src/domain/query.ts';
import { createTestAssistant } from './create-test-assistant.ts';
import type { SampleDocument } from './memory-index.ts';

const ORCHARD: SampleDocument = {
  id: 'orchard',
  title: '临江市果园改造实施方案（2025—2027年）',
  clauses: [
    { path: ['一、总体要求', '（一）指导思想'], title: '指导思想', text: '（一）指导思想。坚持因地制宜。' },
    {
      path: ['一、总体要求', '（二）主要目标'],
      title: '主要目标',
      text: '（二）主要目标。到2027年，改造老果园三百处。果农收入稳步提高。',
    },
    {
      path: ['二、重点任务', '（一）更新品种'],
      title: '更新品种',
      text: '（一）更新品种。引进新品种。',
      units: ['lead:市农业农村局', 'supporting:市科技局'],
    },
    {
      path: ['二、重点任务', '（二）修整沟渠'],
      title: '修整沟渠',
      text: '（二）修整沟渠。',
      units: ['lead:市水务局'],
    },
  ],
};

const FERRY: SampleDocument = {
  id: 'ferry',
  title: '临江市渡口管理办法',
  clauses: [
    { path: ['第一章 总则'], text: '第一条 为了加强渡口管理，制定本办法。' },
    {
      path: ['第二章 监督管理'],
      text: '第二条 市科委负责渡口设备检测。',
      units: ['responsible:市科委'],
    },
    { path: ['第三章 附则'], text: '第三条 本办法由市交通局会同市水务局解释。' },
  ],
};

const LAMP: SampleDocument = {
  id: 'lamp',
  title: '临江市路灯更新行动计划（2024—2026年）',
  clauses: [
    { path: ['一、发展目标'], text: '到2026年，主干道路灯全部更新。' },
    {
      path: ['二、主要任务', '（一）更换灯具'],
      title: '更换灯具',
      text: '（一）更换灯具。',
      units: ['lead:市城市管理委'],
    },
  ],
};

const { ask } = createTestAssistant([ORCHARD, FERRY, LAMP]);
const texts = async (...messages: string[]) =>
  (await ask(...messages)).statements.map(({ text }) => text).join('\n');

describe('questions about a document as a whole', () => {
  it.each(['果园改造方案的主要目标是什么', '概括一下果园改造方案的目标'])(
    '%s: its own sentences',
    async (message) => {
      const answer = await ask(message);
      expect(answer.statements[0]!.text).toContain('到2027年，改造老果园三百处。');
      expect(answer.citations.map(({ path }) => path.at(-1))).toEqual(['（二）主要目标']);
    },
  );

  it.each(['用两句话说说果园改造方案讲了什么', '帮我写一份果园改造方案的汇报提纲'])(
    '%s: goals, then chapters, each cited',
    async (message) => {
      const answer = await ask(message);
      expect(answer.statements.map(({ text }) => text)).toEqual(
        expect.arrayContaining([
          expect.stringContaining('到2027年'),
          expect.stringContaining('二、重点任务：更新品种；修整沟渠'),
        ]),
      );
      expect(
        answer.statements
          .filter(({ text }) => text.startsWith('- '))
          .every(({ markers }) => markers.length > 0),
      ).toBe(true);
    },
  );

  it('tell the chapters of rules that have no goals', async () => {
    expect(await texts('渡口管理办法主要讲什么')).toMatch(/第一章 总则[\s\S]*第二章 监督管理/u);
    expect(await texts('果园改造方案分为哪几部分')).not.toContain('改造老果园');
  });

  it('tell the goals of each document where none is named', async () => {
    const said = await texts('总体目标是什么');
    expect(said).toContain('改造老果园三百处');
    expect(said).toContain('主干道路灯全部更新');
  });

  it('ask back with questions that can be sent', async () => {
    const answer = await ask('给我写一份汇报提纲');
    expect(answer.refusal!.reason).toBe('unclear');
    expect(answer.followUps).toHaveLength(3);
    expect(answer.clarification?.options.map(({ query }) => query.where?.documentIds)).toEqual(
      answer.clarification?.options.map(() => [expect.any(String)]),
    );
    expect(answer.clarification?.options).toHaveLength(3);
    for (const { query } of answer.clarification?.options ?? [])
      expect(Query.safeParse(query).success).toBe(true);
    expect((await ask(answer.followUps[0]!)).refused).toBe(false);
  });

  it('go on with the document that is chosen, and with another', async () => {
    expect(await texts('给我写一份汇报提纲', '渡口管理办法')).toContain('第二章 监督管理');
    expect(await texts('果园改造方案讲了什么', '那路灯更新计划呢')).toContain('主干道路灯全部更新');
  });

  it('leave what is asked of a part to its clauses', async () => {
    expect((await ask('更新品种的目标是什么')).citations.map(({ path }) => path.at(-1))).not.toContain(
      '（二）主要目标',
    );
  });
});

describe('who explains a document', () => {
  it('is said in the words of the clause that says so', async () => {
    const answer = await ask('渡口管理办法由哪个部门负责解释？');
    expect(answer.statements[0]!.text).toBe('《临江市渡口管理办法》由市交通局会同市水务局解释。');
    expect(answer.citations.map(({ text }) => text)).toEqual(['第三条 本办法由市交通局会同市水务局解释。']);
  });

  it('is not made up', async () => {
    const answer = await ask('果园改造方案由谁解释？');
    expect(answer.statements.map(({ text }) => text).join('')).not.toContain('由市');
  });
});

describe('questions about the service', () => {
  it.each(['你能做什么', '这个系统怎么用', '您好，你会什么'])(
    '%s: examples that are answered',
    async (message) => {
      const answer = await ask(message);
      expect(answer.refused).toBe(false);
      const examples = answer.statements.flatMap(
        ({ text }) => /“(?<question>[^“”]+由谁负责？)”/u.exec(text)?.[1] ?? [],
      );
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect((await ask(example)).refused).toBe(false);
    },
  );

  it('are not those of a body', async () => {
    expect(await texts('市水务局能做什么')).not.toContain('可以这样问');
  });
});

describe('names of bodies', () => {
  it('are followed to the present one, with clauses that print both', async () => {
    const answer = await ask('市科委后来改叫什么了');
    expect(answer.statements[0]!.text).toContain('市科技局');
    expect(answer.citations.map(({ documentId }) => documentId).sort()).toEqual(['ferry', 'orchard']);
  });

  it('are followed back', async () => {
    expect(await texts('市科技局的前身是哪个单位')).toContain('市科委');
  });

  it.each([
    ['市科委和市科技局是不是同一个单位', /^是同一个单位/u],
    ['市农业农村局和市科技局是一家单位吗', /^不是/u],
  ])('%s', async (message, verdict) => {
    const answer = await ask(message);
    expect(answer.statements[0]!.text).toMatch(verdict);
    expect(answer.citations.length).toBeGreaterThan(0);
  });

  it.each(['市水务局改成什么局了', '市水务局和市城市管理委是一个单位吗'])(
    '%s: refused where nothing is known',
    async (message) => {
      const answer = await ask(message);
      expect(answer.refused).toBe(true);
      expect(answer.refusal!.message).toContain('没有记载');
    },
  );
});
