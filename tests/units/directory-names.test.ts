import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectiveReach } from '../../src/units/directory/collectives.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';

const directory = loadUnitDirectory();

describe('namesFor', () => {
  it.each(readTable('directory-names'))('%s among %s → %s %s', (mention, known, expected, place) => {
    const found = directory.namesFor(mention, known.split('、'), { jurisdiction: place || null });
    expect(found.map(({ name, relation }) => `${name} ${relation}`).join('、') || '无').toBe(expected);
  });

  it('explains a succession in one line, in both directions', () => {
    const explain = (mention: string, known: string) => directory.namesFor(mention, [known])[0]?.explanation;
    expect(explain('市科技局', '市科委')).toBe('市科技局：2018年机构改革前为市科委（按机构沿革推定）');
    expect(explain('市科委', '市科技局')).toBe('市科委：2018年机构改革后为市科技局（按机构沿革推定）');
    expect(explain('市应急局', '市政府应急办')).toContain('部分职能');
    expect(explain('发改委', '市发展改革委')).toBeNull();
  });

  it('gives every printed name itself first', () => {
    const stems = [
      '发展改革委',
      '科委',
      '科技局',
      '委网信办',
      '规划局',
      '茶产业中心',
      '人民政府',
      '金融局',
      '第三产业协调办',
    ];
    const places = ['市', '省', '临江市', '望湖区', '', '国家', '天津'];
    const name = fc
      .tuple(fc.constantFrom(...places), fc.constantFrom(...stems))
      .map(([place, stem]) => place + stem);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (known) => {
        for (const printed of known) {
          expect(directory.namesFor(printed, known)[0]).toMatchObject({ name: printed, relation: 'same' });
        }
      }),
    );
  });
});

describe('findMentions', () => {
  it.each(readTable('directory-mentions'))('%s (%s) → %s', (question, known, expected) => {
    const found = directory.findMentions(question, known.split('、'));
    const shown = found.map(({ text, kind, matches }) => {
      return `${text} ${kind}${kind !== 'self' && matches.length === 0 ? '?' : ''}`;
    });
    expect(shown.join('、') || '无').toBe(expected);
    for (const { text, start, end } of found) expect(question.slice(start, end)).toBe(text);
  });

  it('finds every printed name in a sentence about it', () => {
    const known = [
      '市发展改革委',
      '望湖区人民政府',
      '人民银行天津分行',
      '市茶产业发展中心',
      '天津港集团',
      '各区人民政府',
    ];
    for (const name of known) {
      const found = directory.findMentions(`请问${name}负责的任务有哪些？`, known);
      expect(found.map((mention) => mention.text)).toEqual([name]);
      expect(found[0]?.matches[0]).toMatchObject({ name, relation: 'same' });
    }
  });

  it('never overlaps and stays within any text', () => {
    const known = ['市科技局', '望湖区人民政府', '市委网信办', '人民银行天津分行'];
    const piece = fc.constantFrom(
      '市',
      '科技',
      '局',
      '委',
      '面',
      '办',
      '理',
      '望湖',
      '区',
      '我',
      '人民银行',
      '天津',
      '分行',
      '，',
      'A',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const mention of directory.findMentions(text, known)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          end = mention.end;
        }
      }),
    );
  });
});

describe('successorOf', () => {
  it.each([
    ['市卫生计生委', '市卫生健康委'],
    ['国家卫生计生委', '国家卫生健康委'],
    ['市科委', '市科技局'],
    ['市工业和信息化委', '市工业和信息化局'],
    ['市规划局', '市规划和自然资源局'],
    ['市国土房管局', '市规划和自然资源局'],
    ['市安全监管局', '市应急局'],
    ['市国税局', '市税务局'],
    ['环境保护部', '生态环境部'],
    ['国家旅游局', '文化和旅游部'],
    ['省环境保护厅', '省生态环境厅'],
    ['临江市环保局', '临江市生态环境局'],
    ['省安全监管局', '省应急管理厅'],
    ['临江银监局', '临江金融监管局'],
  ])('%s is now %s', (name, successor) => {
    expect(directory.successorOf(name)).toMatchObject({ name: successor, scope: 'whole' });
  });

  it('follows a chain to the present and tells the steps', () => {
    expect(directory.successorOf('天津银监局')).toMatchObject({ name: '天津金融监管局', since: '2023' });
    expect(directory.successorOf('天津银监局')?.steps.map((step) => step.name)).toEqual([
      '天津银保监局',
      '天津金融监管局',
    ]);
  });

  it('marks a part', () => {
    expect(directory.successorOf('市市容园林委')).toMatchObject({ name: '市城市管理委', scope: 'part' });
  });

  it.each([
    ['市教委', null],
    ['市公安局', null],
    ['市茶产业发展中心', null],
    ['各区人民政府', null],
    ['省科委', null],
    ['省旅游局', null],
    ['市科委', '上海市'],
    ['市商务委', '重庆市'],
    ['市工业和信息化委', '临江市'],
  ])('says nothing of %s in %s', (name, jurisdiction) => {
    expect(directory.successorOf(name, { jurisdiction })).toBeNull();
  });
});

describe('collectiveReach', () => {
  it.each(readTable('directory-collectives'))('%s for %s: %s', (collective, unit, expected) => {
    expect(collectiveReach(collective, unit) ?? '无').toBe(expected);
  });
});

function readTable(name: string): [string, string, string, string][] {
  const text = readFileSync(new URL(`../fixtures/units/${name}.txt`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [first = '', second = '', third = '', fourth = ''] = line.split('|').map((cell) => cell.trim());
      return [first, second, third, fourth];
    });
}
