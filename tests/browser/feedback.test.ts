import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

const WHO = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';
const UNKNOWN = '智慧交通的公积金贷款额度是多少';

let service: Service;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  service = await startService();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(service.url);
});
afterEach(() => page.close());

async function ask(question: string): Promise<void> {
  await page.fill('.composer textarea', question);
  await page.keyboard.press('Enter');
  await page.locator('.turn').last().locator('.answer-footer').waitFor();
}

const thumb = (name: string) => page.getByRole('button', { name, exact: true });
const isPressed = (name: string) => thumb(name).getAttribute('aria-pressed');

it('keeps a verdict with its comment over a reload, replaces and takes back', async () => {
  await ask(WHO);
  expect(await isPressed('没帮助')).toBe('false');
  await thumb('没帮助').click();
  await page.getByText('已记下').waitFor();
  await page.getByLabel('哪里不对').fill('<b>牵头</b>单位已改名，电话13812345678');
  await page.getByRole('button', { name: '发送说明' }).click();
  await page.getByText('已收到').waitFor();
  await page.reload();
  await page.locator('.feedback-comment').waitFor();
  expect(await isPressed('没帮助')).toBe('true');
  expect(await page.locator('.feedback-comment').textContent()).toContain(
    '您的说明：<b>牵头</b>单位已改名，电话〔手机号〕',
  );

  await thumb('有帮助').click();
  await page.getByText('已记下').waitFor();
  expect([await isPressed('有帮助'), await isPressed('没帮助')]).toEqual(['true', 'false']);
  await page.reload();
  await page.locator('.thumb[aria-pressed=true]').waitFor();
  expect(await isPressed('有帮助')).toBe('true');
  expect(await page.locator('.feedback-comment').count()).toBe(0);

  await thumb('有帮助').click();
  await page.getByText('已撤回').waitFor();
  await page.reload();
  await page.locator('.thumb').first().waitFor();
  expect(await page.locator('.thumb[aria-pressed=true]').count()).toBe(0);
});

it('serves the keyboard alone, also for a refusal, and stays when one looks at something else', async () => {
  await ask(UNKNOWN);
  await thumb('有帮助').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByLabel('哪里不对').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('文件里有写');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('已收到').waitFor();
  await page.locator('[aria-label="没帮助"]:focus').waitFor();

  await page.locator('.clause-links a').first().click();
  await page.locator('.clause-text').waitFor();
  await page.goBack();
  await page.locator('.feedback-comment').waitFor();
  expect(await isPressed('没帮助')).toBe('true');
});

it('says kindly where it was not kept, and keeps what was written', async () => {
  await ask(WHO);
  await page.route('**/api/feedback', (route) => route.abort());
  await thumb('没帮助').click();
  await page.getByText('没有记下：网络不通').waitFor();
  expect(await isPressed('没帮助')).toBe('false');
  await page.unroute('**/api/feedback');
  await thumb('没帮助').click();
  await page.getByText('已记下').waitFor();
  await page.route('**/api/feedback', (route) => route.abort());
  await page.getByLabel('哪里不对').fill('不对');
  await page.getByRole('button', { name: '发送说明' }).click();
  await page.getByText('没有记下').waitFor();
  expect(await page.getByLabel('哪里不对').inputValue()).toBe('不对');
});

it.each(['light', 'dark'] as const)('fits 360 px and satisfies axe in %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 360, height: 740 });
  await ask(WHO);
  await thumb('没帮助').click();
  await page.getByLabel('哪里不对').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await seriousFindings(page)).toEqual([]);
});
