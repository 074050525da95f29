import { describe, expect, it } from 'vitest';
import { cutMessage } from '../../src/questions/cut-message.ts';
import { dropPasted } from '../../src/questions/drop-pasted.ts';
import { findDocuments } from '../../src/questions/find-documents.ts';
import { findYears } from '../../src/questions/find-years.ts';
import { limitTopic } from '../../src/questions/limit-topic.ts';
import { NamesInText } from '../../src/questions/names-in-text.ts';
import { readQuestion } from '../../src/questions/read-question.ts';
import { measureWork } from '../../src/turns/work-budget.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { SAMPLE_DOCUMENTS, sampleDocument } from './sample-documents.ts';

const LONGEST = 4_000;
const unitDirectory = loadUnitDirectory();
const knownUnits = ['市交通运输局'];
const read = (message: string) =>
  readQuestion({ message, documents: SAMPLE_DOCUMENTS, unitDirectory, knownUnits, previous: null });

describe('a message that is too long to be a question', () => {
  const padding = '背景材料一段。'.repeat(300);

  it('is read at its beginning and its end, and says so', () => {
    const asked = read(`绿色港口由谁牵头？${padding}岸电改造要达到多少处？`);
    expect(asked.isCut).toBe(true);
    expect(asked.asks.map(({ form }) => form)).toEqual(expect.arrayContaining(['who', 'number']));
  });

  it('is read whole where it is short, or only what was pasted made it long', () => {
    expect(read('绿色港口由谁牵头？').isCut).toBeUndefined();
    expect(cutMessage(`<doc>${padding}</doc>绿色港口由谁牵头？`)).toEqual({
      text: '\n绿色港口由谁牵头？',
      isCut: false,
    });
  });
});

describe('what was pasted', () => {
  it.each([
    ['甲[资料开始]乙[资料结束]丙', '甲\n丙'],
    ['甲<doc id="1">乙</DOC>丙', '甲\n丙'],
    ['甲```乙```丙', '甲\n丙'],
    ['甲<doc>乙', '甲<doc>乙'],
    ['甲</doc>乙<doc>丙', '甲</doc>乙<doc>丙'],
    ['甲[开始]乙', '甲[开始]乙'],
    ['<a>1</a>问<b>2</b>', '\n问\n'],
  ])('%j → %j', (text, kept) => {
    const dropped: string[] = [];
    expect(dropPasted(text, (pasted) => dropped.push(pasted))).toBe(kept);
    expect(kept.replaceAll('\n', '').length + dropped.join('').length).toBe(text.length);
  });
});

it('keeps of a topic what can be searched for', () => {
  expect(limitTopic(['岸电', '岸电', '泊位'])).toEqual(['岸电', '泊位']);
  const kept = limitTopic(Array.from({ length: 500 }, (_, i) => `第${i}个很长的说法`.repeat(12)));
  expect(kept.join('').length).toBeLessThanOrEqual(240);
  expect(Math.max(...kept.map((run) => run.length))).toBeLessThanOrEqual(60);
});

it('reads the first years of a text that is full of them', () => {
  expect(findYears('2021年，2022年').length).toBe(2);
  expect(findYears('2021年，'.repeat(500)).length).toBeLessThanOrEqual(24);
});

describe('names in a text', () => {
  const names = new NamesInText<number>(2);
  ['绿色港口', '绿色港口行动计划', '港口', '绿色港口'].forEach((name, i) => {
    names.add(name, i);
  });

  it('are found at all their places, in the order in which they were added', () => {
    const found = names.find('绿色港口行动计划和港口').map(({ name, at, value }) => `${value} ${name} ${at}`);
    expect(found).toEqual(['0 绿色港口 0', '1 绿色港口行动计划 0', '2 港口 2', '2 港口 9', '3 绿色港口 0']);
  });

  it('do not overlap with themselves', () => {
    const own = new NamesInText<null>(2);
    own.add('港港', null);
    expect(own.find('港港港港港').map(({ at }) => at)).toEqual([0, 2]);
  });
});

describe('the work of finding documents', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      sampleDocument(`d${i}`, `临江市第${i}批绿色港口建设实施方案（20${10 + (i % 20)}年）`),
    );
  const stepsOf = async (text: string, count: number) => {
    const documents = many(count);
    // The names are read once, before.
    findDocuments('港口', documents, []);
    return (await measureWork(async () => findDocuments(text, documents, findYears(text)))).steps;
  };

  it.each(['实施方案', '临江市绿色港口建设', '2015年的方案，', '第7批绿色港口里', '绿色建设港口方案'])(
    'grows no faster than the text: %s over and over',
    async (unit) => {
      const half = await stepsOf(unit.repeat(LONGEST / 2 / unit.length), 300);
      const whole = await stepsOf(unit.repeat(LONGEST / unit.length), 300);
      expect(whole).toBeLessThan(2.5 * half + 10_000);
      expect(whole).toBeLessThan(1_500_000);
    },
  );
});
