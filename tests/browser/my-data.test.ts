import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Service, startService } from './start-service.ts';

const QUESTION = '2015年智慧城市计划里智慧医疗由谁牵头？';

let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await startService();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it('hands out what is kept, and deletes it once that was confirmed', async () => {
  const page = await browser.newPage();
  await page.goto(service.url);
  await page.fill('textarea', QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  await page.locator('.conversation').waitFor();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出我的数据' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('tiaowen-personal-data.json');
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.conversations[0].turns[0].question).toBe(QUESTION);

  const answers = ['dismiss', 'accept'] as const;
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    const answer = answers[asked.length]!;
    asked.push(dialog.message());
    await dialog[answer]();
  });
  await page.getByRole('button', { name: '删除我的全部对话' }).click();
  expect(await page.locator('.conversation').count()).toBe(1);
  await page.getByRole('button', { name: '删除我的全部对话' }).click();
  await page.getByText('已删除 1 个会话。').waitFor();
  await page.getByText('提问后会列在这里。').waitFor();
  expect(asked).toEqual([asked[0], asked[0]]);
  expect(asked[0]).toContain('不能恢复');
  await expect.poll(() => page.locator('.turn').count()).toBe(0);
  await page.waitForURL((url) => url.pathname === '/');
  await page.close();
});
