import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atDepth } from '../../support/depth.ts';
import { type ChannelService, startChannelService } from '../support/start-channel-service.ts';
import {
  AES_KEY,
  AGENT_ID,
  CORP_ID,
  encrypt,
  type FakeWecom,
  messageXml,
  push,
  SECRET,
  sign,
  startFakeWecom,
  TOKEN,
} from './fake-wecom.ts';

const QUESTION = '新建岸电设施由谁牵头？';
const BURST = atDepth(50, 200);
const LEAD = '市交通运输局';
/** More than a number can hold exactly. */
const ID = '7389236123456789013';
const OTHER_KEY = `${AES_KEY.slice(0, -1)}E`;

let dataDir: string;
let wecom: FakeWecom;
let service: ChannelService;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-wecom-'));
  wecom = await startFakeWecom();
});
afterEach(async () => {
  await service.close();
  await wecom.close();
  rmSync(dataDir, { recursive: true });
});

async function start(changes: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await startChannelService({
    dataDir,
    environment: {
      WECOM_CORP_ID: CORP_ID,
      WECOM_AGENT_ID: AGENT_ID,
      WECOM_SECRET: SECRET,
      WECOM_TOKEN: TOKEN,
      WECOM_ENCODING_AES_KEY: AES_KEY,
      WECOM_API_URL: wecom.url,
      PUBLIC_URL: 'https://zhengce.example.cn/tiaowen',
      CHANNEL_QUESTIONS_PER_MINUTE: '1000',
      ...changes,
    },
  });
}

async function say(...[messageId, text, options]: Parameters<typeof messageXml>): Promise<void> {
  const reply = await push(service.url, messageXml(messageId, text, options));
  expect([reply.status, await reply.text()]).toEqual([200, 'success']);
}

describe('who may call', () => {
  it.each(['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'])(
    'there is no address without %s',
    async (name) => {
      await start({ [name]: '' });
      expect((await push(service.url, messageXml(ID, QUESTION))).status).toBe(404);
      expect(service.logs.some((line) => line.includes('WECOM_* is incomplete'))).toBe(true);
    },
  );

  it('gives the decrypted echo back to who signed it', async () => {
    await start();
    const echo = async (options = {}, text = '4618320135209486587') => {
      const encrypted = encrypt(text, options);
      const url = sign(service.url, encrypted, options);
      url.searchParams.set('echostr', encrypted);
      const reply = await fetch(url);
      return [reply.status, await reply.text()];
    };
    expect(await echo()).toEqual([200, '4618320135209486587']);
    expect(await echo({ token: 'another' })).toEqual([401, '']);
    expect(await echo({ corpId: 'another' })).toEqual([401, '']);
    expect(await echo({ aesKey: OTHER_KEY })).toEqual([401, '']);
    expect((await fetch(`${service.url}/wecom/events`)).status).toBe(401);
  });

  it.each([
    ['another token', { token: 'another' }],
    ['another key', { aesKey: OTHER_KEY }],
    ['another company', { corpId: 'ww-another' }],
    ['an old timestamp', { signedAt: Date.now() - 6 * 60_000 }],
    ['a timestamp of the future', { signedAt: Date.now() + 6 * 60_000 }],
  ])('refuses %s', async (_name, options) => {
    await start();
    const reply = await push(service.url, messageXml(ID, QUESTION), options);
    expect([reply.status, await reply.text()]).toEqual([401, '']);
    await service.settle();
    expect(wecom.sent).toEqual([]);
  });

  it('refuses what was changed on the way, another application, a document type and what is no XML', async () => {
    await start();
    const encrypted = encrypt(messageXml(ID, QUESTION));
    const url = sign(service.url, encrypted);
    const post = (body: string) => fetch(url, { method: 'POST', body });
    const envelope = (text: string) => `<xml><Encrypt><![CDATA[${text}]]></Encrypt></xml>`;
    expect((await post(envelope(`${encrypted.slice(0, -4)}AAAA`))).status).toBe(401);
    expect((await post(`<!DOCTYPE xml [<!ENTITY e "x">]>${envelope(encrypted)}`)).status).toBe(401);
    expect((await post(`<xml><!DOCTYPE a [<!ENTITY e "x">]>${envelope(encrypted).slice(5)}`)).status).toBe(
      401,
    );
    for (const body of ['', '{}', '<xml>', '<xml><Encrypt/></xml>', 'x'.repeat(1000)]) {
      expect((await post(body)).status).toBe(401);
    }
    const other = await push(service.url, messageXml(ID, QUESTION, { agentId: '7' }));
    expect(other.status).toBe(401);
    expect((await post(envelope(encrypted))).status).toBe(200);
    await service.settle();
    expect(wecom.sent).toHaveLength(1);
  });
});

describe('answers', () => {
  it('sends the clause, the units and the link, without a waiting sign', async () => {
    await start();
    await say(ID, QUESTION);
    await service.settle();
    expect(wecom.sent).toHaveLength(1);
    const [{ userId, content }] = wecom.sent as [(typeof wecom.sent)[0]];
    expect(userId).toBe('wang');
    expect(content).toContain('牵头单位：市交通运输局');
    expect(content).toMatch(
      /^\[1\] 《临江市绿色港口建设行动方案（2022—2024年）》.*\[查看条文\]\(https:\/\/zhengce\.example\.cn\/tiaowen\/clause\/port:[^)]*\?v=[^)]+\)$/m,
    );
    expect(service.logs.join('')).not.toMatch(/岸电|wecom-secret/);
  });

  it('keeps a conversation of each person for a day, or until 「新对话」', async () => {
    await start();
    const today = new Date('2026-01-01T04:00:00Z').getTime();
    const at = (hours: number) => ({ createdAt: today + hours * 3_600_000 });
    const ask = async (...said: Parameters<typeof say>) => {
      const before = wecom.sent.length;
      await say(...said);
      await service.settle();
      return wecom.sent.slice(before).map(({ content }) => content);
    };
    const supporting = expect.stringContaining('市港航集团');
    expect(await ask('1', QUESTION, at(0))).toEqual([expect.stringContaining(LEAD)]);
    expect(await ask('2', '配合单位有哪些？', at(1))).toEqual([supporting]);
    expect(await ask('3', '配合单位有哪些？', at(24))).not.toEqual([supporting]);
    expect(await ask('4', '配合单位有哪些？', { ...at(1), userId: 'li' })).not.toEqual([supporting]);
    await ask('5', QUESTION, at(25));
    await say('6', '新对话', at(26));
    await say('6', '新对话', at(26));
    const first = await ask('7', QUESTION, at(26));
    // Redelivered late: the conversation that began with it goes on.
    await say('6', '新对话', at(26));
    expect(await ask('8', '配合单位有哪些？', at(26))).toEqual([supporting]);
    expect(first).toContainEqual(expect.stringContaining(LEAD));
    await say('9', '新对话', at(27));
    expect(await ask('10', '配合单位有哪些？', at(27))).not.toContainEqual(supporting);
    const confirmed = wecom.sent.filter(({ content }) => content === '好的，接下来是新的对话。');
    expect(confirmed).toHaveLength(2);
  });

  it('ignores events, pictures and blank text', async () => {
    await start();
    await say('1', QUESTION, { type: 'image' });
    await say('2', '  ');
    const event = `<xml><ToUserName>${CORP_ID}</ToUserName><FromUserName>wang</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>enter_agent</Event><AgentID>${AGENT_ID}</AgentID></xml>`;
    expect((await push(service.url, event)).status).toBe(200);
    await service.settle();
    expect(wecom.sent).toEqual([]);
  });

  it('takes text with signs of XML as the text it is', async () => {
    await start();
    await say('1', `${QUESTION}<!DOCTYPE x>&lt;at&gt;`);
    await service.settle();
    expect(wecom.sent).toHaveLength(1);
  });
});

describe('one answer', () => {
  it('for a message that comes three times at 5 s, also over a restart', async () => {
    await start();
    await say(ID, QUESTION);
    await say(ID, QUESTION);
    await service.close();
    await start();
    await say(ID, QUESTION);
    await service.settle();
    expect(wecom.sent).toHaveLength(1);
  });

  it(`for each of a burst of ${BURST}, whose numbers differ in the last digit only`, async () => {
    await start();
    const ids = Array.from({ length: BURST }, (_, i) => `7389236123456${String(789_013 + i)}`);
    const all = [...ids, ...ids].map((id) => say(id, QUESTION, { userId: `u${id.slice(-2)}` }));
    await Promise.all(all);
    await service.settle();
    expect(wecom.sent).toHaveLength(BURST);
    expect(wecom.sent.filter(({ content }) => !content.includes(LEAD))).toEqual([]);
    expect(wecom.tokensGiven).toBe(1);
  }, 60_000);

  it('also when the token is taken back or WeCom is busy', async () => {
    await start();
    await say('1', QUESTION);
    await service.settle();
    wecom.takeTokenBack();
    wecom.refusals.push(-1);
    await say('2', QUESTION);
    await service.settle();
    expect(wecom.sent).toHaveLength(2);
    expect(wecom.tokensGiven).toBe(2);
    wecom.refusals.push(40014);
    await say('3', QUESTION);
    await service.settle();
    expect(wecom.sent).toHaveLength(3);
    expect(wecom.tokensGiven).toBe(3);
  });

  it('a wrong secret costs the answer and says so without it', async () => {
    await start({ WECOM_SECRET: 'mistyped-secret' });
    await say('1', QUESTION);
    await service.settle();
    expect(wecom.sent).toEqual([]);
    const said = service.logs.join('');
    expect(said).toContain('WeCom did not give a token: code 40001');
    expect(said).not.toContain('mistyped-secret');
  });
});
