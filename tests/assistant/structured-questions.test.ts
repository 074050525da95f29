import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';
import type { SampleDocument } from './memory-index.ts';

const task = (section: string, title: string, ...units: string[]) => ({
  path: [section, title],
  title: title.replace(/^（.）/u, ''),
  text: `${title}。按期推进${title.slice(3)}。`,
  units,
});

const DOCUMENTS: readonly SampleDocument[] = [
  {
    id: 'lake',
    title: '临江市湖泊治理行动方案（2024—2026年）',
    clauses: [
      task('一、重点任务', '（一）清淤疏浚', 'lead:市水务局', 'supporting:市财政局'),
      task('一、重点任务', '（二）截污纳管', 'lead:市水务局', 'lead:市住房城乡建设局', 'supporting:市财政局'),
      task(
        '一、重点任务',
        '（三）岸线修复',
        'lead:市林业局',
        'supporting:市水务局',
        'supporting:各区人民政府*',
      ),
      task('二、保障措施', '（一）落实资金', 'lead:市财政局', 'supporting:市水务局'),
      task('二、保障措施', '（二）加强监测', 'lead:市生态环境局', 'supporting:南湾区人民政府'),
    ],
  },
  {
    id: 'market',
    title: '临江市集贸市场改造分工表（2025年）',
    clauses: [
      task('一、任务', '（一）改造摊位', 'responsible:市商务局', 'responsible:市财政局'),
      task('一、任务', '（二）规范停车', 'responsible:市公安局'),
    ],
  },
];

const { ask } = createTestAssistant(DOCUMENTS);
const cited = async (...messages: string[]) =>
  (await ask(...messages)).citations.map(({ text }) => /[\u4e00-\u9fff]{4}(?=。)/u.exec(text)![0]);

describe('questions that the records answer', () => {
  it.each([
    ['市水务局和市财政局共同参与的任务有哪些', ['清淤疏浚', '截污纳管', '落实资金']],
    ['哪些任务由两个以上单位牵头？', ['截污纳管']],
    ['市水务局牵头、市财政局配合的有哪些任务', ['清淤疏浚', '截污纳管']],
    ['湖泊治理方案里哪些任务要各区配合', ['岸线修复']],
    ['湖泊治理方案里哪些任务没有区政府参与', ['清淤疏浚', '截污纳管', '落实资金']],
    ['市公安局单独负责的任务有哪些？', ['规范停车']],
    ['湖泊治理方案的保障措施有哪些，分别由谁负责？', ['落实资金', '加强监测']],
    ['湖泊治理方案的保障措施里哪些不归市财政局牵头？', ['加强监测']],
    ['湖泊治理方案里重点任务这部分，哪些要各区配合？', ['岸线修复']],
    ['湖泊治理方案中牵头单位超过一个的有哪些', ['截污纳管']],
    ['集贸市场分工表里只有一个单位的任务是哪几项', ['规范停车']],
    ['把集贸市场分工表里没写明谁牵头的任务列给我', ['改造摊位', '规范停车']],
    ['市水务局和市林业局合着干的有哪些？', ['岸线修复']],
    ['记者求证：市水务局牵头的，配合单位分别是谁？', ['清淤疏浚', '截污纳管']],
  ])('%s', async (message, clauses) => {
    expect(await cited(message)).toEqual(clauses);
  });

  it('are counted whole, by part', async () => {
    const answer = await ask('湖泊治理方案一共有多少项任务？');
    expect(answer.statements[0]!.text).toMatch(/共有5项任务.*一、重点任务3项，二、保障措施2项/u);
    expect(answer.total).toBe(5);
    expect(answer.query).toEqual({ find: 'clauses', where: { documentIds: ['lake'], tasks: true } });
  });

  it('are ranked, with ties and the next ones', async () => {
    const answer = await ask('牵头任务最多的单位是哪个？');
    expect(answer.statements[0]!.text).toMatch(/^牵头任务最多的是市水务局，共2项；其次是/u);
  });

  it('are ranked without a body, and down to a place', async () => {
    const [without] = (await ask('除了市水务局，湖泊治理方案里牵头任务最多的是谁？')).statements;
    expect(without!.text).toMatch(
      /^牵头任务最多的是市住房城乡建设局、市林业局、市财政局、市生态环境局，各1项/u,
    );
    const [top] = (await ask('湖泊治理方案里任务排前二的单位')).statements;
    expect(top!.text).toBe('任务最多的前2个：市水务局（4项）、市财政局（3项）。');
  });

  it('are counted by role side by side', async () => {
    const answer = await ask('湖泊治理方案里市水务局牵头的多还是配合的多？');
    expect(answer.statements[0]!.text).toBe('牵头2项，配合2项：一样多。');
  });

  it('count the units of one task as they are printed', async () => {
    const answer = await ask('岸线修复这项任务，配合的单位有几个？');
    expect(answer.statements[0]!.text).toContain('共2个单位');
  });

  it('count a role among all tasks of a body', async () => {
    const answer = await ask('市水务局在湖泊治理方案里一共参与几项任务，其中牵头几项？');
    expect(answer.statements[0]!.text).toContain('共有4项任务（牵头2项、配合2项）');
  });

  it('have parts side by side', async () => {
    const answer = await ask('湖泊治理方案的重点任务和保障措施各有几项？');
    const heads = answer.statements.map(({ text }) => text).filter((text) => text.includes('下共有'));
    expect(heads).toEqual([
      '《临江市湖泊治理行动方案（2024—2026年）》“重点任务”下共有3项：',
      '《临江市湖泊治理行动方案（2024—2026年）》“保障措施”下共有2项：',
    ]);
  });

  it('are followed by what holds of the result, and by its last item', async () => {
    const before = '市水务局在湖泊治理方案里有哪些任务？';
    expect((await ask(before, '其中配合的几项？')).statements[0]!.text).toMatch(/^共有2项任务/u);
    expect((await ask(before, '最后那项具体说了什么？')).citations.map(({ text }) => text)).toEqual([
      expect.stringContaining('落实资金'),
    ]);
  });

  it('do not make a body lead what it supports', async () => {
    const answer = await ask('湖泊治理方案里南湾区政府牵头哪些任务？');
    expect(answer.refused).toBe(true);
    expect(answer.refusal!.message).toContain('没有把');
  });

  it('are held side by side', async () => {
    const answer = await ask('市水务局和市林业局谁的任务多？');
    expect(answer.statements[0]!.text).toBe('市水务局4项，市林业局1项：市水务局多3项。');
  });

  it('are refused where nothing fulfils them, saying what was looked for', async () => {
    const answer = await ask('市水务局和市公安局共同参与的任务有哪些');
    expect(answer.refused).toBe(true);
    expect(answer.refusal!.message).toContain('市水务局、市公安局共同');
  });

  it('say no word that is left unexplained', async () => {
    const answer = await ask('航空母舰任务最多的单位是哪个？');
    expect(answer.query).toBeUndefined();
  });
});

describe('questions about the result before', () => {
  it('keep its conditions', async () => {
    expect(await cited('市水务局参与哪些任务？', '只看牵头的')).toEqual(['清淤疏浚', '截污纳管']);
    expect(await cited('市水务局参与哪些任务？', '只看市财政局牵头的')).toEqual(['落实资金']);
    expect(
      (await ask('湖泊治理方案里由市水务局和市财政局共同参与的任务有哪些', '一共几项？')).statements[0]!.text,
    ).toMatch(/^共有3项任务/u);
  });

  it('name a body by its place in the answer', async () => {
    const answer = await ask('岸线修复由谁负责？', '第一个配合单位还牵头哪些任务？');
    expect(answer.responsibleUnits.every(({ name }) => name === '市水务局')).toBe(true);
    expect(answer.citations).toHaveLength(2);
  });
});

describe('several questions in one message', () => {
  it('are answered one by one, the later ones about the same', async () => {
    const answer = await ask('清淤疏浚由谁牵头？要在什么时候完成？截污纳管由谁牵头？');
    expect(answer.responsibleUnits.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['市水务局', '市住房城乡建设局']),
    );
  });
});
