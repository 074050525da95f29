import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { clickEvent, push, recallEvent, textOf } from './fake-feishu.ts';
import { dataDir, feishu, LEAD, QUESTION, say, service, start, useFeishu } from './use-feishu.ts';

useFeishu();

describe('what people do with answers', () => {
  const buttonsOf = (card: unknown) =>
    [...JSON.stringify(card).matchAll(/"value":(?<value>\{[^}]+\})/g)].map(({ groups }) =>
      JSON.parse(groups!['value']!),
    );

  it('thumbs are kept as feedback', async () => {
    await start();
    await say('om_1', QUESTION);
    await service.settle();
    const [up, down] = buttonsOf(feishu.shown[0]!.cards.at(-1));
    expect([up.verdict, down.verdict]).toEqual(['up', 'down']);
    const reply = await push(service.url, clickEvent(down));
    expect(await reply.json()).toEqual({ toast: { type: 'success', content: '谢谢，已记下。' } });
    const owner = { keyId: 'feishu', endUser: down.threadKey };
    const found = await service.ctx.feedback.get(down.messageId, owner);
    expect(found).toMatchObject({ verdict: 'down', comment: null });
    const foreign = await push(service.url, clickEvent({ ...up, threadKey: 'tenant:other:om_1' }));
    expect(await foreign.json()).toMatchObject({ toast: { type: 'info' } });
  });

  it('a message that is recalled takes its turn along', async () => {
    await start();
    await say('om_1', QUESTION);
    await service.settle();
    const [{ messageId, threadKey }] = buttonsOf(feishu.shown[0]!.cards.at(-1));
    const owner = { keyId: 'feishu', endUser: threadKey };
    expect(await service.ctx.conversations.findTurn(messageId, owner)).not.toBeNull();
    expect((await push(service.url, recallEvent('om_1'))).status).toBe(200);
    expect(await service.ctx.conversations.findTurn(messageId, owner)).toBeNull();
  });
});

describe('what may be seen', () => {
  it('is what its place may show, in open groups only what anyone may see, elsewhere what is public', async () => {
    const keys = join(dataDir, 'keys.json');
    writeKeyFile(keys, [], { 公开: ['data'], 内部: ['port'] });
    await start({
      API_KEYS_FILE: keys,
      CHANNEL_COLLECTIONS: 'feishu:oc_private=内部,feishu:oc_public=内部',
    });
    feishu.groups.set('oc_public', { chat_type: 'public' });
    await say('om_1', QUESTION, { chatId: 'oc_private' });
    await say('om_2', QUESTION, { chatId: 'oc_public' });
    await say('om_3', QUESTION, { isDirect: true, chatId: 'oc_p2p' });
    await service.settle();
    const shown = new Map(feishu.shown.map((each) => [each.replyTo, textOf(each)]));
    expect(shown.get('om_1')).toContain(LEAD);
    expect([shown.get('om_2'), shown.get('om_3')]).toEqual(Array(2).fill('这里没有可以查阅的文件。'));
    await service.close();
    await start({ API_KEYS_FILE: keys, PUBLIC_COLLECTIONS: '公开' });
    await say('om_4', QUESTION, { isDirect: true, chatId: 'oc_p2p' });
    await service.settle();
    const text = textOf(feishu.shown.at(-1)!);
    expect(text).not.toContain('这里没有');
    expect(text).not.toContain(LEAD);
  });

  it('a group that anyone may join, or that cannot be told, is open', async () => {
    const seen: { place: string; isOpen: boolean }[] = [];
    await start();
    feishu.groups.set('oc_public', { chat_type: 'public' });
    feishu.groups.set('oc_external', { chat_type: 'private', external: true });
    feishu.groups.set('oc_odd', {});
    const groups = ['oc_private', 'oc_public', 'oc_external', 'oc_odd'];
    for (const chatId of groups) await say(`om_${chatId}`, QUESTION, { chatId });
    await say('om_direct', QUESTION, { isDirect: true, chatId: 'oc_p2p' });
    await service.settle();
    for (const id of [...groups.map((chatId) => `om_${chatId}`), 'om_direct']) {
      const { place, isOpen } = (await service.ctx.inbox.get('feishu', id))!.question;
      seen.push({ place, isOpen });
    }
    expect(seen).toEqual([
      { place: 'oc_private', isOpen: false },
      { place: 'oc_public', isOpen: true },
      { place: 'oc_external', isOpen: true },
      { place: 'oc_odd', isOpen: true },
      { place: 'dm', isOpen: false },
    ]);
  });
});
