import { describe, expect, it } from 'vitest';
import { createSlipCorrector } from '../../src/questions/correct-slips.ts';
import { findDocuments } from '../../src/questions/find-documents.ts';
import { findYears } from '../../src/questions/find-years.ts';
import { mergeAsks } from '../../src/questions/merge-asks.ts';
import { normalizeMessage } from '../../src/questions/normalize-message.ts';
import { readAsk } from '../../src/questions/read-ask.ts';
import { readAttribute, readForm } from '../../src/questions/read-form.ts';
import { readRoles } from '../../src/questions/read-roles.ts';
import { readTopic } from '../../src/questions/read-topic.ts';
import { selectQuestion } from '../../src/questions/select-question.ts';
import { readTable } from './read-table.ts';
import { SAMPLE_DOCUMENTS } from './sample-documents.ts';

describe('the parts of a question', () => {
  it.each(readTable('forms.txt'))('%s → %s, %s, %s', (message, form, roles, topic) => {
    const text = normalizeMessage(message!);
    expect(readForm(text, { hasUnits: false, groups: 0, years: 0 })).toBe(form);
    expect(readRoles(text)).toEqual(roles === 'all' ? [] : roles!.split(','));
    expect(readTopic(text, [])).toEqual(topic!.split('/'));
  });
});

describe('words that are no topic and no request for a view', () => {
  it('leaves a lone 工作 out, and keeps it where it belongs to the thing', () => {
    expect(readTopic('要牵头或者负责的工作，全部列出来', [])).toEqual([]);
    expect(readTopic('就业工作由谁负责', []).join('')).toContain('就业');
  });

  it.each([
    ['养老服务搞得好不好，怎么考核各区？', null],
    ['养老服务办得好不好？', 'opinion'],
  ])('%s → %s', (text, attribute) => {
    expect(readAttribute(text)).toBe(attribute);
  });
});

describe('documents named in a question', () => {
  it.each(readTable('documents.txt'))('%s → %s', (message, named, likely) => {
    const text = normalizeMessage(message!);
    const found = findDocuments(text, SAMPLE_DOCUMENTS, findYears(text));
    expect([...found.named].sort()).toEqual(ids(named));
    expect([...found.likely].sort()).toEqual(ids(likely));
  });
});

describe('the place that all documents share', () => {
  const documents = SAMPLE_DOCUMENTS.filter((document) => document.title.startsWith('临江市'));
  it.each([
    ['临江那份谁牵头', []],
    ['绿色港口那份谁牵头', ['port']],
  ])('%s → %j', (text, named) => {
    expect(findDocuments(text, documents, []).named).toEqual(named);
  });
});

describe('orders and claimed texts', () => {
  it.each(readTable('orders.txt'))('%s → %s', (message, asked) => {
    expect(selectQuestion(normalizeMessage(message!)).questions.join('')).toBe(asked ?? '');
  });
});

describe('several asks in one message', () => {
  const readAll = (texts: readonly string[]) =>
    mergeAsks(texts.map((text) => readAsk(text, { consumed: [], units: [], groups: 0, years: 0 })));

  it.each([
    [['岸电改造由谁牵头？', '请问岸电改造谁牵头？'], 1],
    [['岸电改造由谁牵头？', '要建多少套岸电设施？', '岸电改造谁牵头'], 2],
    [['岸电改造由谁牵头？', '扬尘治理由谁牵头？'], 2],
    [['岸电改造由谁牵头？', '谁配合？'], 1],
  ])('%j → %d', (texts, count) => {
    expect(readAll(texts)).toHaveLength(count);
  });
});

describe('typing slips', () => {
  const correct = createSlipCorrector({
    vocabulary: ['绿色港口', '岸电改造', '铁水联运', '养老服务', '公共数据'],
    texts: ['绿色港口建设', '由市交通运输局牵头'],
  });
  it.each(readTable('slips.txt'))('%s → %s', (typed, mended) => {
    expect(correct(typed!).text).toBe(mended);
  });

  it('mends alike whether it was prepared or not, and lets other work run while it is', async () => {
    const vocabulary = Array.from({ length: 300 }, (_, i) => `绿色港口第${i}期`);
    const prepared = createSlipCorrector({ vocabulary, texts: ['绿色港口建设'] });
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    await prepared.prepare();
    clearInterval(counting);
    expect(turns).toBeGreaterThan(1);
    const other = createSlipCorrector({ vocabulary, texts: ['绿色港口建设'] });
    expect(prepared('绿瑟港口')).toEqual(other('绿瑟港口'));
    expect(prepared('绿瑟港口').text).toBe('绿色港口');
  });

  it('says what it mended', () => {
    expect(correct('绿瑟港口').corrections).toEqual([{ typed: '绿瑟港口', read: '绿色港口' }]);
  });

  it('says once what was typed twice, and leaves the far end of a pasted text alone', () => {
    const mended = correct('绿瑟港口'.repeat(1_000));
    expect(mended.corrections).toEqual([{ typed: '绿瑟港口', read: '绿色港口' }]);
    expect(mended.text).toHaveLength(4_000);
    expect(mended.text.startsWith('绿色港口绿色港口')).toBe(true);
    expect(mended.text.endsWith('绿瑟港口')).toBe(true);
  });
});

function ids(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(',')
    .filter((id) => id !== '')
    .sort();
}
