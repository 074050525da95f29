import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventDispatcher } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { type ChannelService, startChannelService } from '../support/start-channel-service.ts';
import {
  APP_ID,
  APP_SECRET,
  clickEvent,
  ENCRYPT_KEY,
  encrypt,
  type FakeFeishu,
  messageEvent,
  push,
  recallEvent,
  seal,
  startFakeFeishu,
  TOKEN,
  textOf,
} from './fake-feishu.ts';

const QUESTION = '新建岸电设施由谁牵头？';
const LEAD = '市交通运输局';

let dataDir: string;
let feishu: FakeFeishu;
let service: ChannelService;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-feishu-'));
  feishu = await startFakeFeishu();
});
afterEach(async () => {
  await service.close();
  await feishu.close();
  rmSync(dataDir, { recursive: true });
});

const ALL = () => ({
  FEISHU_APP_ID: APP_ID,
  FEISHU_APP_SECRET: APP_SECRET,
  FEISHU_VERIFICATION_TOKEN: TOKEN,
  FEISHU_ENCRYPT_KEY: ENCRYPT_KEY,
  FEISHU_API_URL: feishu.url,
  PUBLIC_URL: 'https://zhengce.example.cn/tiaowen',
});

async function start(
  changes: Readonly<Record<string, string>> = {},
  overrides: Parameters<typeof startChannelService>[0]['overrides'] = {},
): Promise<void> {
  service = await startChannelService({
    dataDir,
    environment: { ...ALL(), CHANNEL_QUESTIONS_PER_MINUTE: '1000', ...changes },
    overrides,
  });
}

async function say(...[messageId, text, options]: Parameters<typeof messageEvent>): Promise<void> {
  const reply = await push(service.url, messageEvent(messageId, text, options));
  expect([reply.status, await reply.json()]).toEqual([200, {}]);
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('who may call', () => {
  it("is told from what Feishu's own SDK reads too", async () => {
    await start();
    const event = recallEvent('om_1');
    const { body, headers } = seal(event, {});
    const seen: unknown[] = [];
    const silent = () => {};
    const dispatcher = new EventDispatcher({
      encryptKey: ENCRYPT_KEY,
      logger: { error: silent, warn: silent, info: silent, debug: silent, trace: silent },
    });
    dispatcher.register({
      'im.message.recalled_v1': async ({ message_id }) => void seen.push(message_id),
    });
    await dispatcher.invoke(Object.assign(Object.create({ headers: lowerCase(headers) }), JSON.parse(body)));
    expect(seen).toEqual(['om_1']);
  });

  it.each([
    ['nothing', {}],
    ['no app id', { FEISHU_APP_ID: '' }],
    ['no app secret', { FEISHU_APP_SECRET: '' }],
    ['neither token nor key', { FEISHU_VERIFICATION_TOKEN: '', FEISHU_ENCRYPT_KEY: '' }],
  ])('there is no address with %s', async (name, changes) => {
    if (name === 'nothing') service = await startChannelService({ dataDir, environment: {} });
    else await start(changes);
    const reply = await push(service.url, { type: 'url_verification', challenge: 'x', token: TOKEN });
    expect(reply.status).toBe(404);
    const isSaid = service.logs.some((line) => line.includes('FEISHU_* is incomplete'));
    expect(isSaid).toBe(name !== 'nothing');
  });

  it('echoes the challenge, encrypted and not, to who knows the token', async () => {
    await start();
    const challenge = (token: string) => ({ type: 'url_verification', challenge: 'c-1', token });
    const headers = { 'Content-Type': 'application/json' };
    const unsigned = await fetch(`${service.url}/feishu/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify(encrypt(challenge(TOKEN))),
    });
    expect(await unsigned.json()).toEqual({ challenge: 'c-1' });
    expect((await push(service.url, challenge('other'))).status).toBe(401);
    await service.close();
    await start({ FEISHU_ENCRYPT_KEY: '' });
    const plain = await push(service.url, challenge(TOKEN), { isEncrypted: false });
    expect(await plain.json()).toEqual({ challenge: 'c-1' });
    expect((await push(service.url, challenge('other'), { isEncrypted: false })).status).toBe(401);
  });

  it.each([
    ['another key', { key: 'another' }],
    ['another signature', { headers: { 'X-Lark-Signature': '0'.repeat(64) } }],
    ['an empty signature', { headers: { 'X-Lark-Signature': '' } }],
    ['a nonce that was changed', { headers: { 'X-Lark-Request-Nonce': 'another' } }],
    ['an old timestamp', { signedAt: Date.now() - 6 * 60_000 }],
    ['a timestamp of the future', { signedAt: Date.now() + 6 * 60_000 }],
    ['a plain body where there is a key', { isEncrypted: false }],
  ])('refuses %s', async (_name, options) => {
    await start();
    const reply = await push(service.url, messageEvent('om_1', QUESTION), options);
    expect([reply.status, await reply.text()]).toEqual([401, '']);
    await service.settle();
    expect(feishu.shown).toEqual([]);
  });

  it('refuses an encrypted event without a signature, another token, another app and what is no JSON', async () => {
    await start();
    const event = messageEvent('om_1', QUESTION);
    const post = (body: string) => fetch(`${service.url}/feishu/events`, { method: 'POST', body });
    expect((await post(JSON.stringify(encrypt(event)))).status).toBe(401);
    expect((await post('{')).status).toBe(401);
    expect((await post('')).status).toBe(401);
    const { header } = event;
    expect((await push(service.url, { ...event, header: { ...header, token: 'x' } })).status).toBe(401);
    expect((await push(service.url, { ...event, header: { ...header, app_id: 'x' } })).status).toBe(401);
    expect((await fetch(`${service.url}/feishu/events`)).status).toBe(404);
    await service.settle();
    expect(feishu.shown).toEqual([]);
  });

  it('takes plain events with the token alone, and none without it', async () => {
    await start({ FEISHU_ENCRYPT_KEY: '' });
    const event = messageEvent('om_1', QUESTION);
    const without = { ...event, header: { ...event.header, token: undefined } };
    expect((await push(service.url, without, { isEncrypted: false })).status).toBe(401);
    expect((await push(service.url, event, { isEncrypted: false })).status).toBe(200);
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
  });
});

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

describe('one answer', () => {
  it('for a message that comes again after 15 s, 5 min, 1 h and 6 h, also over a restart', async () => {
    await start();
    const event = messageEvent('om_1', QUESTION);
    for (const rung of ['at once', '15 s', 'restart', '5 min', '1 h', 'restart', '6 h']) {
      if (rung === 'restart') {
        await service.close();
        await start();
        continue;
      }
      // Each delivery may have an id of its own.
      const again = { ...event, header: { ...event.header, event_id: rung } };
      expect((await push(service.url, again)).status).toBe(200);
    }
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
    expect(feishu.shown[0]!.cards).toHaveLength(2);
  });

  it('in the waiting card that a process left when it died', async () => {
    await start();
    const question = {
      messageKey: 'om_1',
      threadKey: 'tenant:oc_group:om_1',
      userKey: 'tenant:ou_wang',
      place: 'oc_group',
      isOpen: false,
      text: QUESTION,
      address: { isInThread: 'false' },
    };
    const past = { now: '2026-01-01T00:00:00Z', leaseEnds: '2026-01-01T00:03:00Z' };
    await service.ctx.inbox.claim('feishu', question, past);
    await service.ctx.inbox.setHandle('feishu', 'om_1', { messageId: 'om_waiting' });
    feishu.shown.push({ messageId: 'om_waiting', replyTo: 'om_1', isInThread: false, cards: [] });
    await service.close();
    await start();
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
    expect(textOf(feishu.shown[0]!)).toContain(LEAD);
  });

  it('is owed after a failure before it was taken: no 200, and the next delivery is answered', async () => {
    await start();
    feishu.refusals.push({ status: 403, code: 99991672 });
    const event = messageEvent('om_1', QUESTION);
    expect((await push(service.url, event)).status).toBe(500);
    expect((await push(service.url, event)).status).toBe(200);
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
  });

  it('for each of messages that come out of order, and of a burst of 200', async () => {
    await start();
    const ids = Array.from({ length: 200 }, (_, i) => `om_${i}`).reverse();
    const replies = await Promise.all(
      ids.map((id, i) => push(service.url, messageEvent(id, QUESTION, { userId: `ou_${i % 20}` }))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all(ids.map((id) => push(service.url, messageEvent(id, QUESTION))));
    await service.settle();
    expect(feishu.shown.map(({ replyTo }) => replyTo).sort()).toEqual([...ids].sort());
    expect(feishu.shown.filter((shown) => !textOf(shown).includes(LEAD))).toEqual([]);
  }, 60_000);

  it('also when Feishu is busy, takes the token back or fails for a moment', async () => {
    await start();
    await say('om_0', QUESTION);
    await service.settle();
    expect(feishu.tokensGiven).toBe(1);
    feishu.refusals.push(
      { status: 400, code: 99991663 },
      { status: 429, code: 99991400 },
      { status: 502, code: 1 },
    );
    await say('om_1', QUESTION);
    await service.settle();
    expect(feishu.tokensGiven).toBe(2);
    expect(feishu.shown).toHaveLength(2);
    expect(textOf(feishu.shown[1]!)).toContain(LEAD);
  });
});

it('an answer whose waiting card was deleted comes as a reply', async () => {
  await start();
  await say('om_0', QUESTION);
  await service.settle();
  feishu.refusesCards = true;
  await say('om_1', QUESTION);
  await service.settle();
  expect(feishu.shown.map(({ replyTo }) => replyTo)).toEqual(['om_0', 'om_1', 'om_1']);
  expect(textOf(feishu.shown[2]!)).toContain(LEAD);
});

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
