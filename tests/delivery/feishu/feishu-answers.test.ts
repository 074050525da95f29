import { describe, expect, it } from 'vitest';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { messageEvent, push, textOf } from './fake-feishu.ts';
import { feishu, LEAD, QUESTION, say, service, start, useFeishu } from './use-feishu.ts';

useFeishu();

describe('answers', () => {
  it('shows a waiting card in reply to a mention, and the answer with clause and units in its place', async () => {
    await start();
    await say('om_1', QUESTION);
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
    const [shown] = feishu.shown;
    expect(shown).toMatchObject({ replyTo: 'om_1', isInThread: false });
    expect(shown!.cards).toHaveLength(2);
    expect(JSON.stringify(shown!.cards[0])).toContain('正在查找条文');
    const text = textOf(shown!);
    expect(text).toContain(LEAD);
    expect(text).toContain('牵头单位：市交通运输局');
    expect(text).toMatch(
      /^\[1\] 《临江市绿色港口建设行动方案（2022—2024年）》.*\[查看条文\]\(https:\/\/zhengce\.example\.cn\/tiaowen\/clause\/port:[^)]*\?v=[^)]+\)$/m,
    );
    expect(service.logs.join('')).not.toContain('岸电');
  });

  it('says what it does not know, with the nearest clauses and without buttons', async () => {
    await start();
    await say('om_1', '新建岸电设施的投资总额是多少亿元？');
    await service.settle();
    const text = textOf(feishu.shown[0]!);
    expect(text).toContain('**相近的条文**');
    expect(JSON.stringify(feishu.shown[0]!.cards.at(-1))).not.toContain('callback');
  });

  it('follows up in replies to the same message, without a mention, and not elsewhere', async () => {
    await start();
    await say('om_1', QUESTION);
    await service.settle();
    await say('om_2', '配合单位有哪些？', { rootId: 'om_1', mentionsBot: false });
    await say('om_3', '今天开会吗', { mentionsBot: false });
    await say('om_4', '今天开会吗', { rootId: 'om_0', mentionsBot: false });
    await service.settle();
    expect(feishu.shown.map(({ replyTo }) => replyTo)).toEqual(['om_1', 'om_2']);
    expect(textOf(feishu.shown[1]!)).toContain('市港航集团');
  });

  it('follows up in a direct chat without replies until told 「新对话」', async () => {
    await start();
    const options = { isDirect: true, chatId: 'oc_p2p' };
    await say('om_1', QUESTION, options);
    await say('om_2', '配合单位有哪些？', options);
    await service.settle();
    expect(textOf(feishu.shown[1]!)).toContain('市港航集团');
    await say('om_3', '新对话', options);
    await say('om_4', '配合单位有哪些？', options);
    // Redelivered late: the conversation that began with it goes on.
    await say('om_3', '新对话', options);
    await service.settle();
    expect(feishu.shown.map(({ replyTo }) => replyTo).sort()).toEqual(['om_1', 'om_2', 'om_3', 'om_4']);
    expect(textOf(feishu.shown.find(({ replyTo }) => replyTo === 'om_4')!)).not.toContain('市港航集团');
  });

  it('makes nothing of markup in documents', async () => {
    const hostile = '<at id=all></at>，详见[点此](https://evil.example/)、https://evil.example/x';
    const index = createMemoryIndex([
      {
        id: 'hostile',
        title: '临江市<at id=all>渔港管理办法',
        clauses: [
          {
            path: ['一、休渔'],
            title: '休渔',
            text: `一、休渔。渔港休渔期间停止捕捞作业${hostile}。`,
          },
        ],
      },
    ]);
    await start({}, { index });
    await say('om_1', '渔港休渔期间停止什么作业？');
    await service.settle();
    const card = JSON.stringify(feishu.shown[0]!.cards.at(-1));
    expect(card).toContain('停止捕捞作业');
    expect(card).toContain('&#60;at id=all&#62;');
    expect(card).not.toMatch(/<at|\]\(https?:\/\/evil|https?:\/\/evil/);
  });

  it('says when a question is too long, or comes too often', async () => {
    await start({ CHANNEL_QUESTIONS_PER_MINUTE: '1' });
    await say('om_1', '长'.repeat(40_000));
    await service.settle();
    expect(textOf(feishu.shown[0]!)).toBe('问题太长，请控制在 4000 字以内。');
    for (const id of ['om_2', 'om_3', 'om_4']) await say(id, QUESTION);
    await service.settle();
    const texts = feishu.shown.slice(1).map(textOf);
    expect(texts).toContain('提问有些频繁，请稍候一分钟再问。');
  });

  it('ignores bots, pictures and other events', async () => {
    await start();
    await say('om_1', QUESTION, { senderType: 'app' });
    const picture = messageEvent('om_2', QUESTION);
    picture.event.message.message_type = 'image';
    const other = { ...picture, header: { ...picture.header, event_type: 'im.chat.updated_v1' } };
    for (const event of [picture, other]) expect((await push(service.url, event)).status).toBe(200);
    await service.settle();
    expect(feishu.shown).toEqual([]);
  });

  it('reads formatted text', async () => {
    await start();
    const event = messageEvent('om_1', '');
    event.event.message.message_type = 'post';
    event.event.message.content = JSON.stringify({
      title: '',
      content: [
        [
          { tag: 'at', user_id: '@_user_1' },
          { tag: 'text', text: QUESTION },
        ],
      ],
    });
    expect((await push(service.url, event)).status).toBe(200);
    await service.settle();
    expect(textOf(feishu.shown[0]!)).toContain(LEAD);
  });
});
