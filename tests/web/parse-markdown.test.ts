import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/domain/escape-markdown.ts';
import { parseInline, plainText } from '../../web/src/text/parse-inline.ts';
import { parseMarkdown, parseStatements } from '../../web/src/text/parse-markdown.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const marker = (value: number) => ({ kind: 'marker', marker: value });

describe('runs of text', () => {
  it.each([
    ['**1.3**。PUE', [{ kind: 'strong', content: [text('1.3')] }, text('。PUE')]],
    ['由市教委牵头。 [1][12]', [text('由市教委牵头。'), marker(1), marker(12)]],
    ['\\[1\\]\\*不是强调\\*', [text('[1]*不是强调*')]],
    ['<img src=x onerror=alert(1)>', [text('<img src=x onerror=alert(1)>')]],
    ['[点我](javascript:alert(1))', [text('[点我](javascript:alert(1))')]],
    ['[1](https://example.cn)', [text('[1](https://example.cn)')]],
    ['![图](https://example.cn/a.png)', [text('![图](https://example.cn/a.png)')]],
    ['[智慧医疗](/clause/a:2.1)', [{ kind: 'clause-link', clauseId: 'a:2.1', text: '智慧医疗' }]],
    ['**未完', [text('**未完')]],
  ])('%s', (markdown, expected) => {
    expect(parseInline(markdown)).toEqual(expected);
  });

  it('takes back every escape that documents get', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const shown = value.replace(/\s+/g, ' ').trim().replaceAll('\u200b', '');
        expect(plainText(escapeMarkdown(shown)).replaceAll('\u200b', '')).toBe(shown);
      }),
    );
  });
});

describe('blocks', () => {
  it('joins items to one list and keeps its first number', () => {
    expect(parseMarkdown('共2项。\n\n3. 甲 [1]\n4. 乙 [2]')).toEqual([
      { kind: 'paragraph', content: [text('共2项。')] },
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [text('甲'), marker(1)],
          [text('乙'), marker(2)],
        ],
      },
    ]);
  });

  it('reads a table; an escaped bar stays in its cell', () => {
    expect(parseMarkdown('| 项目 | 单位 |\n| --- | --- |\n| 甲\\|乙 | 市教委 |')).toEqual([
      {
        kind: 'table',
        head: [[text('项目')], [text('单位')]],
        rows: [[[text('甲|乙')], [text('市教委')]]],
      },
    ]);
  });

  it('is content with half of a table and half of a mark', () => {
    expect(parseMarkdown('| 项目 |')).toEqual([{ kind: 'paragraph', content: [text('| 项目 |')] }]);
    expect(parseMarkdown('')).toEqual([]);
  });
});

describe('statements', () => {
  it('end with their markers, and items of a list stay together', () => {
    expect(
      parseStatements([
        { text: '共2项。', markers: [] },
        { text: '1. 甲', markers: [1] },
        { text: '2. 乙', markers: [2, 3] },
        { text: '注：计划期已结束。', markers: [] },
      ]),
    ).toEqual([
      { kind: 'paragraph', content: [text('共2项。')] },
      {
        kind: 'list',
        ordered: true,
        start: 1,
        items: [
          [text('甲'), marker(1)],
          [text('乙'), marker(2), marker(3)],
        ],
      },
      { kind: 'paragraph', content: [text('注：计划期已结束。')] },
    ]);
  });
});
