import { EventDispatcher } from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import { ENCRYPT_KEY, encrypt, messageEvent, push, recallEvent, seal, TOKEN } from './fake-feishu.ts';
import { feishu, QUESTION, service, start, startUnset, useFeishu } from './use-feishu.ts';

useFeishu();

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
    if (name === 'nothing') await startUnset();
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
