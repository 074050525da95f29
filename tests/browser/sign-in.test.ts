import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/access/access-key.ts';
import { writeKeyFile } from '../../src/access/key-file.ts';
import { launchBrowser } from './browser.ts';
import { type Service, startService } from './start-service.ts';

let folder: string;
let secret: string;
let service: Service;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-sign-in-'));
  const made = createKey(
    { name: '网页', scopes: ['ask', 'read'], documentIds: null, mayNameEndUsers: false, expiresAt: null },
    new Date(),
  );
  secret = made.secret;
  writeKeyFile(join(folder, 'keys.json'), [made.key]);
  service = await startService({ API_KEYS_FILE: join(folder, 'keys.json') });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
});

it('asks for a key where the service wants one, and then serves; scripts cannot read the cookie', async () => {
  const page = await browser.newPage();
  await page.goto(service.url);
  await page.getByLabel('访问密钥').fill('tw_nobody00_wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('密钥无效').waitFor();
  await page.getByLabel('访问密钥').fill(secret);
  await page.getByRole('button', { name: '登录' }).click();
  await page.fill('.composer textarea', '2015年智慧城市计划里智慧医疗由谁牵头？');
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  expect(await page.locator('.turn').innerText()).toContain('市卫生计生委');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await page.close();
});
