import { describe, expect, it } from 'vitest';
import { renderMessages } from '../../../src/delivery/wecom/render-messages.ts';
import { escapeMarkdown } from '../../../src/domain/escape-markdown.ts';
import { CITATION, makeAnswer } from '../support/fake-assistant.ts';

const CONFIG = { publicUrl: 'https://zhengce.example.cn' };
const LINK = '[查看条文](https://zhengce.example.cn/clause/linjiang-water:1.1?v=hash-1.1)';

describe('messages', () => {
  it('of at most 2048 bytes hold a long answer whole, with every footnote uncut', () => {
    const markers = Array.from({ length: 60 }, (_, i) => i + 1);
    const messages = renderMessages(
      {
        ...makeAnswer({ message: '问' }),
        statements: [
          ...markers.map((marker) => ({ text: `第${marker}项任务${'建设'.repeat(30)}`, markers: [marker] })),
          { text: '长'.repeat(3000), markers: [60] },
        ],
        citations: markers.map((marker) => ({ ...CITATION, marker, label: `《办法》第${marker}条` })),
      },
      CONFIG,
    );
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(2048);
    for (const marker of markers) {
      const line = `[${marker}] 《办法》第${marker}条 ${LINK}`;
      expect(messages.filter((message) => message.split('\n').includes(line))).toHaveLength(1);
      expect(messages.join('\n')).toContain(`第${marker}项任务`);
    }
    expect(messages.join('').match(/长/g)).toHaveLength(3000);
  });

  it.each([
    '<@all>',
    '[点此领取](https://evil.example/)',
    'https://evil.example/x',
    '<font color="warning">红</font>',
    '**加粗** `码`',
    '# 标题',
    '> 引用',
  ])('make nothing of %s in a document', (hostile) => {
    const [message] = renderMessages(
      {
        ...makeAnswer({ message: '问' }),
        statements: [{ text: escapeMarkdown(hostile), markers: [1] }],
        citations: [{ ...CITATION, label: hostile }],
        followUps: [hostile],
      },
      CONFIG,
    );
    const own = message!
      .replace(LINK, '')
      .replaceAll('**出处**', '')
      .replaceAll('**还可以问**', '')
      .replaceAll('[1]', '');
    expect(own).not.toMatch(/[<>*`[\]]|^#/m);
    expect(own).not.toMatch(/https?:\/\//);
  });
});
