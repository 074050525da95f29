import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/delivery/cli/render-answer.ts';
import { makeAnswer } from '../support/fake-assistant.ts';

const ANSWER = makeAnswer({ message: '智慧管网由谁牵头？' });

describe('renderAnswer', () => {
  it('shows the answer, the units by role and the sources with their quotes', () => {
    expect(renderAnswer(ANSWER)).toBe(
      [
        '由市水务局牵头。[1]',
        '',
        '牵头单位：市水务局',
        '配合单位：市财政局 等',
        '',
        '出处：',
        '  [1] 《临江市智慧水务行动计划（2023—2025年）》一、1.智慧管网',
        '      「牵头单位：市水务局」',
        '',
      ].join('\n'),
    );
  });

  it('keeps a quote of several lines under its source', () => {
    const citation = { ...ANSWER.citations[0]!, quote: '第一行\n 第二行\n' };
    expect(renderAnswer({ ...ANSWER, citations: [citation] })).toContain('      「第一行\n      第二行」');
  });

  it('offers the nearest clauses of a refusal and further questions', () => {
    const text = renderAnswer({
      ...ANSWER,
      answer: '文件中没有说明。',
      refused: true,
      citations: [],
      responsibleUnits: [],
      followUps: ['智慧管网由谁配合？'],
      refusal: {
        reason: 'no-evidence',
        message: '文件中没有说明。',
        nearest: [
          {
            clauseId: 'linjiang-water:1.1',
            url: '/clause/linjiang-water:1.1',
            documentId: 'linjiang-water',
            documentTitle: '临江市智慧水务行动计划',
            path: ['一、供水', '1.智慧管网'],
            title: '智慧管网',
            excerpt: '…',
          },
        ],
      },
    });
    expect(text).toBe(
      '文件中没有说明。\n\n相近的条文：\n  · 《临江市智慧水务行动计划》1.智慧管网\n\n还可以问：\n  · 智慧管网由谁配合？\n',
    );
  });
});
