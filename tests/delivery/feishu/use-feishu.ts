import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type ChannelService, startChannelService } from '../support/start-channel-service.ts';
import {
  APP_ID,
  APP_SECRET,
  ENCRYPT_KEY,
  type FakeFeishu,
  messageEvent,
  push,
  startFakeFeishu,
  TOKEN,
} from './fake-feishu.ts';

export const QUESTION = '新建岸电设施由谁牵头？';
export const LEAD = '市交通运输局';

export let dataDir: string;
export let feishu: FakeFeishu;
export let service: ChannelService;

/** Feishu's stand-in and a data folder for each test; the service is what the test starts last. */
export function useFeishu(): void {
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-feishu-'));
    feishu = await startFakeFeishu();
  });
  afterEach(async () => {
    await service.close();
    await feishu.close();
    rmSync(dataDir, { recursive: true });
  });
}

/** Everything that is set where Feishu is configured. */
export const ALL = () => ({
  FEISHU_APP_ID: APP_ID,
  FEISHU_APP_SECRET: APP_SECRET,
  FEISHU_VERIFICATION_TOKEN: TOKEN,
  FEISHU_ENCRYPT_KEY: ENCRYPT_KEY,
  FEISHU_API_URL: feishu.url,
  PUBLIC_URL: 'https://zhengce.example.cn/tiaowen',
});

/** The service over `dataDir`, which stays when it is closed. */
export async function start(
  changes: Readonly<Record<string, string>> = {},
  overrides: Parameters<typeof startChannelService>[0]['overrides'] = {},
): Promise<void> {
  service = await startChannelService({
    dataDir,
    environment: { ...ALL(), CHANNEL_QUESTIONS_PER_MINUTE: '1000', ...changes },
    overrides,
  });
}

/** A message that is taken. */
export async function say(...[messageId, text, options]: Parameters<typeof messageEvent>): Promise<void> {
  const reply = await push(service.url, messageEvent(messageId, text, options));
  expect([reply.status, await reply.json()]).toEqual([200, {}]);
}

/** The service without any setting of Feishu. */
export async function startUnset(): Promise<void> {
  service = await startChannelService({ dataDir, environment: {} });
}
