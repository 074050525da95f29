import { describe, expect, it } from 'vitest';
import { renderAnswerCards } from '../../../src/delivery/feishu/render-card.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import { escapeMarkdown } from '../../../src/domain/escape-markdown.ts';
import { CITATION, makeAnswer } from '../support/fake-assistant.ts';

const OPTIONS = { publicUrl: 'https://zhengce.example.cn', threadKey: 'tenant:oc_1:om_1' };

function render(changes: Partial<Answer>): string[] {
  return renderAnswerCards({ ...makeAnswer({ message: '问' }), ...changes }, OPTIONS).map(({ body }) =>
    body.elements.map((element) => (element as { content?: string }).content ?? '').join('\n'),
  );
}

describe('a card', () => {
  it('has statements with markers, units, sources with links to what was cited, and buttons', () => {
    const cards = renderAnswerCards(makeAnswer({ message: '问' }), OPTIONS);
    expect(cards).toHaveLength(1);
    const [text, buttons] = cards[0]!.body.elements as { content: string }[];
    expect(text!.content).toBe(
      [
        '由市水务局牵头。 [1]',
        '',
        '牵头单位：市水务局',
        '配合单位：市财政局 等',
        '',
        '**出处**',
        `[1] 《临江市智慧水务行动计划（2023—2025年）》一、1.智慧管网 [查看条文](https://zhengce.example.cn/clause/linjiang-water:1.1?v=hash-1.1)`,
      ].join('\n'),
    );
    expect(JSON.stringify(buttons)).toContain(
      '"verdict":"up","messageId":"message-1","threadKey":"tenant:oc_1:om_1"',
    );
  });

  it('shows lists, tables, emphasis, notices and follow-ups', () => {
    const [text] = render({
      statements: [
        { text: '共**3 项**：', markers: [] },
        { text: '1. 建设平台', markers: [1] },
        { text: '2. 更新设备', markers: [1] },
        { text: '| 任务 | 牵头单位 |\n|---|---|\n| 甲\\|乙 | 市水务局 |\n| 丙 |  |', markers: [1] },
        { text: '以上由人工智能生成。', markers: [] },
      ],
      notices: [{ code: 'model-failed', message: '模型没有应答。' }],
      followUps: ['期限是什么时候？'],
    });
    expect(text!.split('\n').slice(0, 8)).toEqual([
      '共**3 项**：',
      '',
      '1. 建设平台 [1]',
      '2. 更新设备 [1]',
      '• 任务：甲&#124;乙；牵头单位：市水务局',
      '• 任务：丙 [1]',
      '',
      '以上由人工智能生成。',
    ]);
    expect(text).toContain('注意：模型没有应答。');
    expect(text).toContain('**还可以问**\n• 期限是什么时候？');
  });

  const HOSTILE = [
    '<at id=all></at>',
    '[点此领取](https://evil.example/)',
    '![图](https://evil.example/a.png)',
    'https://evil.example/x',
    '**加粗** _斜_ ~~删~~ `码`',
    "<font color='red'>红</font>",
    '<a href="https://evil.example">x</a>',
    '&#60;at id=all&#62;',
    '# 标题',
    '- 一项',
    '---',
  ];
  it.each(HOSTILE)('makes nothing of %s in a document', (hostile) => {
    const [text] = render({
      statements: [{ text: escapeMarkdown(hostile), markers: [1] }],
      citations: [{ ...CITATION, label: hostile }],
      responsibleUnits: [
        { name: hostile, role: 'lead', collective: false, openEnded: false, clauseId: CITATION.clauseId },
      ],
      followUps: [hostile],
    });
    const own = text!
      .replaceAll('**出处**', '')
      .replaceAll('**还可以问**', '')
      .replace('[查看条文](https://zhengce.example.cn/clause/linjiang-water:1.1?v=hash-1.1)', '')
      .replaceAll('[1]', '')
      .replace(/&#\d+;/g, '');
    expect(own).not.toMatch(/[<>*_~`[\]()&]/);
    expect(own).not.toMatch(/https?:\/\//);
    expect(text).not.toMatch(/^(?:[-#] |---)/m);
    // Nothing is lost either.
    const decoded = text!.replace(/&#(?<code>\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)));
    expect(decoded.replaceAll('\u200b', '').split(hostile).length - 1).toBe(4);
  });

  it('shows a refusal with its nearest clauses', () => {
    const nearest = [
      {
        clauseId: 'a:1',
        url: '/clause/a:1',
        documentId: 'a',
        documentTitle: '办法',
        path: ['一、总则'],
        title: '总则',
        excerpt: '',
      },
    ];
    const cards = renderAnswerCards(
      {
        ...makeAnswer({ message: '问' }),
        refused: true,
        statements: [
          { text: '文件没有写。', markers: [] },
          { text: '相近的条款：总则。', markers: [] },
        ],
        citations: [],
        responsibleUnits: [],
        refusal: { reason: 'no-evidence', message: '文件没有写。', nearest },
      },
      OPTIONS,
    );
    expect(cards[0]!.body.elements).toEqual([
      {
        tag: 'markdown',
        content:
          '文件没有写。\n\n**相近的条文**\n• 《办法》一、总则 [查看条文](https://zhengce.example.cn/clause/a:1)',
      },
    ]);
  });

  it('several of at most 30 kB hold a long answer whole, with every footnote and the buttons once', () => {
    const markers = Array.from({ length: 300 }, (_, i) => i + 1);
    const answer: Answer = {
      ...makeAnswer({ message: '问' }),
      statements: [
        ...markers.map((marker) => ({
          text: `第${marker}项"任务"<${'建设'.repeat(40)}>`,
          markers: [marker],
        })),
        { text: '长'.repeat(30_000), markers: [300] },
      ],
      citations: markers.map((marker) => ({ ...CITATION, marker, label: `《办法》第${marker}条` })),
    };
    const cards = renderAnswerCards(answer, OPTIONS);
    expect(cards.length).toBeGreaterThan(3);
    for (const card of cards) expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(30_000);
    const text = cards.map(({ body }) => (body.elements[0] as { content: string }).content).join('\n');
    for (const marker of markers) {
      expect(text).toContain(`第${marker}项`);
      expect(text).toContain(
        `[${marker}] 《办法》第${marker}条 [查看条文](https://zhengce.example.cn/clause/linjiang-water:1.1?v=hash-1.1)`,
      );
    }
    expect(text.match(/长/g)).toHaveLength(30_000);
    expect(cards.filter((card) => JSON.stringify(card).includes('callback'))).toEqual([cards.at(-1)]);
  });
});
