import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/delivery/slack/render/blocks.ts';
import { renderAnswer } from '../../../src/delivery/slack/render/render-answer.ts';
import { toMrkdwn } from '../../../src/delivery/slack/render/to-mrkdwn.ts';
import type { Answer, Statement } from '../../../src/domain/answer.ts';
import { escapeMarkdown } from '../../../src/domain/escape-markdown.ts';
import { CITATION, makeAnswer } from '../support/fake-assistant.ts';

const OPTIONS = { publicUrl: 'https://x.test/t', threadKey: 'T:C:1.1', audience: 'channel' } as const;
const HOSTILE =
  '<!channel> <@U0BOSS> <https://evil.example|领取补贴> &lt;!here&gt; *加粗* `代码` https://evil.example';

function answerOf(statements: readonly Statement[], more: Partial<Answer> = {}): Answer {
  const markers = [...new Set(statements.flatMap((statement) => statement.markers))].sort((a, b) => a - b);
  const citations = markers.map((marker) => ({
    ...CITATION,
    marker,
    clauseId: `doc:${marker}` as Answer['citations'][number]['clauseId'],
  }));
  return { ...makeAnswer({ message: 'x' }), statements, citations, ...more };
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text.text];
    return block.type === 'context' ? block.elements.map(({ text }) => text) : [];
  });
}

/** What Slack would not take. */
function breaches(blocks: readonly Block[]): string[] {
  const texts = textsOf(blocks);
  return [
    ...(blocks.length > 50 ? ['blocks'] : []),
    ...(texts.some((text) => text.length > 3000) ? ['text object'] : []),
    ...(texts.some((text) => text.trim() === '') ? ['empty text'] : []),
    ...(texts.join('').length > 13_000 ? ['message'] : []),
    ...blocks.flatMap((block) => {
      if (block.type !== 'actions') return [];
      const ids = block.elements.map(({ action_id }) => action_id);
      return [
        ...(ids.length === 0 || ids.length > 25 ? ['buttons'] : []),
        ...(new Set(ids).size < ids.length ? ['button ids'] : []),
        ...block.elements.flatMap(({ text, value }) =>
          text.text.length > 75 || value.length > 2000 ? ['button'] : [],
        ),
      ];
    }),
  ];
}

const statementsOf = fc.array(
  fc.record({
    text: fc.oneof(
      fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
      fc.constantFrom(HOSTILE, '| 序号 | 任务 |\n| --- | --- |\n| 1 | 建 **三** 处 |', '- 一项'),
      fc.integer({ min: 100, max: 9000 }).map((length) => '任务&<>。'.repeat(length / 5)),
    ),
    markers: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 60 }),
  }),
  { maxLength: 60 },
);

describe('an answer as messages of Slack', () => {
  it('keeps every footnote with its button, and Slack’s limits, however long it is', () => {
    fc.assert(
      fc.property(statementsOf, (statements) => {
        const answer = answerOf(statements);
        const messages = renderAnswer(answer, OPTIONS);
        for (const { blocks, text } of messages) {
          expect(breaches(blocks)).toEqual([]);
          expect(text.length).toBeLessThan(40_000);
        }
        const blocks = messages.flatMap((message) => message.blocks);
        const shown = textsOf(blocks).join('\n');
        const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
        for (const { marker } of answer.citations) {
          expect(shown).toContain(`[${marker}] <https://x.test/t/clause/doc:${marker}?v=`);
          expect(buttons.filter(({ action_id }) => action_id === `clause:${marker}`)).not.toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every sentence, in order, and each with its footnote in the same message where it fits', () => {
    const statements = Array.from({ length: 70 }, (_, n) => ({ text: `- 任务${n + 1}。`, markers: [n + 1] }));
    const messages = renderAnswer(answerOf(statements), OPTIONS);
    expect(messages.length).toBeGreaterThan(3);
    const told = messages.map(({ blocks }) => textsOf(blocks).join('\n'));
    const order = told.flatMap((text) =>
      [...text.matchAll(/• 任务(?<n>\d+)。 \[\k<n>\]/g)].map(({ groups }) => Number(groups!['n'])),
    );
    expect(order).toEqual(statements.map((_, n) => n + 1));
    for (const text of told) {
      for (const [, marker] of text.matchAll(/• 任务\d+。 \[(\d+)\]/g))
        expect(text).toContain(`[${marker}] <`);
    }
    const buttons = messages.map(({ blocks }) => JSON.stringify(blocks).includes('show_all'));
    expect(buttons).toEqual([true, ...messages.slice(1).map(() => false)]);
  });

  it.each([
    ['a statement', answerOf([{ text: escapeMarkdown(HOSTILE), markers: [] }])],
    ['a statement that was not escaped', answerOf([{ text: HOSTILE, markers: [] }])],
    ['a cell', answerOf([{ text: `| 甲 |\n| --- |\n| ${escapeMarkdown(HOSTILE)} |`, markers: [] }])],
    ['a quote and a label', answerOf([], { citations: [{ ...CITATION, quote: HOSTILE, label: HOSTILE }] })],
    [
      'a unit',
      answerOf([], {
        responsibleUnits: [{ ...makeAnswer({ message: '' }).responsibleUnits[0]!, name: HOSTILE }],
      }),
    ],
    ['a notice', answerOf([], { notices: [{ code: 'model-failed', message: HOSTILE }] })],
    ['a follow-up', answerOf([], { followUps: [HOSTILE] })],
    [
      'a refusal',
      answerOf([], {
        refused: true,
        refusal: {
          reason: 'no-evidence',
          message: HOSTILE,
          nearest: [{ ...CITATION, title: HOSTILE, path: [], documentTitle: HOSTILE, excerpt: HOSTILE }],
        },
      }),
    ],
  ])('lets nothing of a hostile document work in %s', (_title, answer) => {
    for (const { text, blocks } of renderAnswer(answer, OPTIONS)) {
      const shown = [text, ...textsOf(blocks)].join('\n');
      expect(shown.match(/<(?!https:\/\/x\.test\/t\/)[^>]*>?/g)).toBeNull();
      expect(shown).not.toMatch(/<[^>|]*\|[^>]*</);
      expect(shown.replaceAll('\u200b', '')).toContain('&lt;!channel');
    }
  });

  it('says how it was made, and what the asker should know', () => {
    const notices = [{ code: 'model-busy' as const, message: '模型繁忙，改用条文原句。' }];
    const [message] = renderAnswer(
      answerOf([{ text: '甲。', markers: [1] }], { aiGenerated: true, notices }),
      OPTIONS,
    );
    const shown = textsOf(message!.blocks).join('\n');
    expect(shown).toContain('AI生成·逐句核对');
    expect(shown).toContain('注意：模型繁忙');
    expect(shown).toContain('牵头单位：市水务局');
    expect(shown).toContain('配合单位：市财政局 等');
  });
});

describe('our markdown in Slack’s markup', () => {
  it.each([
    ['甲 **乙** 丙', '甲 *乙* 丙'],
    ['1. **甲**：乙', '1. *甲*：乙'],
    ['- 甲\n  - 乙', '• 甲\n  • 乙'],
    ['### 甲 **乙**', '*甲 乙*'],
    ['| 甲 | 乙 |\n| :-- | --: |\n| 1 | 2\\|3 |\n| 4 | **5** |', '*甲 ｜ 乙*\n• 1 ｜ 2|3\n• 4 ｜ *5*'],
    ['a \\[1\\] \\<b\\> & **', 'a [1] &lt;b&gt; &amp; **'],
    ['5 \\* 3', '5 * 3'],
  ])('%s', (markdown, expected) => {
    expect(toMrkdwn(markdown).replaceAll('\u200b', '')).toBe(expected);
  });
});
