import { describe, expect, it } from 'vitest';
import { renderFootnotes } from '../../../../src/delivery/http/views/answer-footnotes.ts';
import { CITATION, makeAnswer } from '../../support/fake-assistant.ts';

const ANSWER = makeAnswer({ message: '智慧管网由谁牵头？' });
const PUBLIC = { publicUrl: 'https://zhengce.example.cn/tiaowen' };

describe('renderFootnotes', () => {
  it('gives the sources with quote and link, then the units by role', () => {
    expect(renderFootnotes(ANSWER, PUBLIC)).toBe(
      [
        '',
        '出处：  ',
        '[1] 《临江市智慧水务行动计划（2023—2025年）》一、1.智慧管网：“牵头单位：市水务局”' +
          '（[查看条文](https://zhengce.example.cn/tiaowen/clause/linjiang-water:1.1?v=hash-1.1)）',
        '',
        '牵头单位：市水务局  ',
        '配合单位：市财政局 等',
        '',
      ].join('\n'),
    );
  });

  it('says at the end what the asker should know of the model', () => {
    const notices = [{ code: 'model-failed', message: '模型服务没有正常应答。' }] as const;
    expect(renderFootnotes({ ...ANSWER, notices }, PUBLIC)).toMatch(/\n\n注意：模型服务没有正常应答。\n$/);
  });

  it.each([
    ['一句。', '\n\n出处：'],
    ['一句。\n', '\n出处：'],
    ['一句。\n\n', '出处：'],
  ])('after %j there is exactly one blank line', (answer, beginning) => {
    const footnotes = renderFootnotes({ ...ANSWER, answer }, PUBLIC);
    expect(footnotes.startsWith(beginning)).toBe(true);
    expect(`${answer}${footnotes}`).toContain('一句。\n\n出处：');
  });

  it('is empty where there is neither source nor unit, and has units alone where there is no source', () => {
    expect(renderFootnotes({ ...ANSWER, citations: [], responsibleUnits: [] }, PUBLIC)).toBe('');
    expect(renderFootnotes({ ...ANSWER, citations: [] }, PUBLIC)).toBe(
      '\n牵头单位：市水务局  \n配合单位：市财政局 等\n',
    );
  });

  it('shows markdown and HTML of documents as characters, and keeps a quote in one line', () => {
    const citation = {
      ...CITATION,
      label: '《计划<b>》一、[点此](https://evil.example)',
      quote: '第一行\n | 第二行 <script>alert(1)</script> ![图](https://evil.example/p.png)',
    };
    const unit = { ...ANSWER.responsibleUnits[0]!, name: '市**水务**局' };
    const text = renderFootnotes({ ...ANSWER, citations: [citation], responsibleUnits: [unit] }, PUBLIC);
    expect(text).toContain('“第一行 \\| 第二行 \\<script\\>');
    expect(text).toContain('市\\*\\*水务\\*\\*局');
    expect(text.replaceAll(PUBLIC.publicUrl, '')).not.toMatch(/(?<!\\)[<>]|https:\/\/|(?<!\\)!\[/);
    expect(text.match(/(?<!\\)\]\(/g)).toHaveLength(1);
  });

  it('keeps brackets of an address from ending the link', () => {
    const citation = { ...CITATION, clauseId: 'plan(1):2.1' };
    expect(renderFootnotes({ ...ANSWER, citations: [citation] }, PUBLIC)).toContain(
      '（[查看条文](https://zhengce.example.cn/tiaowen/clause/plan%281%29:2.1?v=hash-1.1)）',
    );
  });
});
