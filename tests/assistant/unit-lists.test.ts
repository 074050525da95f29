import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';
import type { SampleDocument } from './memory-index.ts';
import { SAMPLE_POLICIES } from './sample-policies.ts';

const row = (text: string, ...units: string[]) => ({ path: ['一、任务'], text, units });

const DOCUMENTS: readonly SampleDocument[] = [
  {
    id: 'skills',
    title: '临江市技能提升行动计划（2016—2018年）',
    clauses: [
      row('建设公共实训基地10个', 'lead:市教委'),
      row('开展技能竞赛', 'lead:市科委', 'supporting:市教委'),
      row('发布紧缺工种目录', 'responsible:市人力社保局', 'responsible:各区人民政府*'),
    ],
  },
  {
    id: 'labs',
    title: '临江市实验室建设分工表（2024年）',
    clauses: [
      row('开放校内实验室', 'responsible:市教委'),
      row('共享大型仪器', 'responsible:市科技局', 'responsible:有关区人民政府*'),
      row('落实用地指标', 'responsible:各区政府*', 'responsible:南湾区人民政府'),
    ],
  },
];

const { ask } = createTestAssistant(DOCUMENTS);

describe('several units', () => {
  it.each(['市教委和市科技局各有哪些任务？', '市教委和市科技局有哪些任务？'])(
    'have each their own complete list, former names included: %s',
    async (message) => {
      const answer = await ask(message);
      const heads = answer.statements.map(({ text }) => text).filter((text) => text.includes('共有'));
      expect(heads).toEqual([
        '2份文件中，市教委共有3项任务（牵头1项、配合1项、负责1项）。',
        expect.stringMatching(/^2份文件中，(?:市科委、市科技局|市科技局、市科委)共有2项任务/),
      ]);
      expect(new Set(answer.citations.map((citation) => citation.clauseId))).toEqual(
        new Set(['skills:1', 'skills:2', 'labs:1', 'labs:2']),
      );
    },
  );

  it('of which one is named nowhere, say so for that one', async () => {
    const answer = await ask('市教委和市体育局各有哪些任务？');
    expect(answer.citations).toHaveLength(3);
    expect(answer.answer).toContain('没有点名“市体育局”');
  });
});

describe('collectives', () => {
  it.each(['各区人民政府有哪些任务？', '各区政府有哪些任务？', '各区都有哪些任务？'])(
    'are listed like a unit: %s',
    async (message) => {
      const answer = await ask(message);
      expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['skills:3', 'labs:3']);
      expect(new Set(answer.responsibleUnits.map((unit) => unit.name))).toEqual(
        new Set(['各区人民政府', '各区政府']),
      );
      expect(answer.viaCollective).toEqual([]);
    },
  );

  it('reach a district beside what names it', async () => {
    const answer = await ask('南湾区人民政府有哪些任务？');
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['labs:3']);
    expect(answer.viaCollective?.map((clause) => clause.clauseId)).toEqual(['skills:3', 'labs:2']);
  });
});

describe('lists under a heading', () => {
  it('name the units where they are asked for', async () => {
    const answer = await createTestAssistant().ask(
      '绿色港口方案里，推进岸电改造有哪几项任务，责任单位是谁？',
    );
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['port:2', 'port:3']);
    expect(answer.responsibleUnits.map((unit) => `${unit.clauseId} ${unit.name}`)).toContain(
      'port:3 市财政局',
    );
    expect(answer.answer).not.toContain('[object');
  });
});

describe('mentions', () => {
  it('are counted over all clauses, however many', async () => {
    const many = createTestAssistant([
      {
        id: 'long',
        title: '临江市河湖清单',
        clauses: Array.from({ length: 3100 }, (_, i) => row(`第${i + 1}段安装水尺`)),
      },
    ]);
    expect((await many.ask('哪些条款提到“水尺”？')).answer).toContain('共有3100条');
  }, 60_000);

  it('are found by a name that sounds like a word of the documents with what follows it', async () => {
    const { ask } = createTestAssistant([
      ...SAMPLE_POLICIES,
      {
        id: 'stat',
        title: '临江市统计现代化实施方案',
        clauses: [
          {
            path: ['一、重点任务', '（一）建设具有示范作用的数据平台'],
            title: '建设具有示范作用的数据平台',
            text: '（一）建设具有示范作用的数据平台。建成统计数据平台1个。',
            phrase: '（牵头单位：市工业和信息化局）',
            units: ['lead:市工业和信息化局'],
          },
        ],
      },
    ]);
    const answer = await ask('市工业和信息化局有哪些任务？');
    expect(answer.citations.map(({ clauseId }) => clauseId)).toEqual(['stat:1']);
  });
});
