import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { HOSTILE_PLAN, HOSTILE_UNITS, QUESTIONS } from '../attack/hostile-policies.ts';
import { startAttackedApp } from '../attack/start-attacked-app.ts';
import { launchBrowser } from './browser.ts';

let folder: string;
let app: Awaited<ReturnType<typeof startAttackedApp>>;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-hostile-page-'));
  writeFileSync(join(folder, 'plan.txt'), HOSTILE_PLAN);
  app = await startAttackedApp([folder]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('request', (request) => {
    if (!/^(?:blob|data):/.test(request.url()) && new URL(request.url()).origin !== app.baseUrl)
      complaints.push(`request to ${request.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
});

/** Nothing ran, nothing was asked for elsewhere, and no element came from a document. */
async function expectUnharmed(): Promise<void> {
  const found = await page.evaluate(() => ({
    hacked: 'hacked' in window,
    scripts: [...document.scripts].map((script) => script.getAttribute('src')),
    handlers: [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    images: document.querySelectorAll('main img, main svg[onload], main iframe, main object').length,
    links: [...document.querySelectorAll('a')].map((link) => link.href),
  }));
  expect(found.hacked).toBe(false);
  expect(found.scripts).toEqual([expect.stringMatching(/^(?:\.\/|(?:\.\.\/)+)assets\/index-[\w-]+\.js$/)]);
  expect(found.handlers).toEqual([]);
  expect(found.images).toBe(0);
  for (const link of found.links) expect(link.startsWith(`${app.baseUrl}/`), link).toBe(true);
  expect(complaints).toEqual([]);
}

it.each(QUESTIONS)('shows the answer to %s as text', async (question) => {
  await page.goto(app.baseUrl);
  await page.fill('textarea', question);
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  await expectUnharmed();
  if ((await page.locator('.marker').count()) > 0) {
    await page.locator('.marker').first().click();
    await page.locator('.panel .facts').waitFor();
    await expectUnharmed();
  }
  // Kept, it is shown again, with its title in the list.
  await page.reload();
  await page.locator('.answer-footer').waitFor();
  await expectUnharmed();
});

it('shows the words, signs and all', async () => {
  await page.goto(app.baseUrl);
  await page.fill('textarea', QUESTIONS[0]!);
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  expect(await page.locator('.answer-text').innerText()).toContain(
    '岸电设施<script>window.hacked=1</script>',
  );
});

it.each([
  '/documents',
  '/document/plan',
  '/document/plan?from=0&to=40',
  '/document/plan?from=%3Cscript%3E&to=__proto__',
  '/clause/plan:1.1',
  '/clause/plan:1.8',
  '/clause/plan:1.1?v=%3Cscript%3E',
  `/unit/${encodeURIComponent('市交通运输局')}`,
  ...HOSTILE_UNITS.map((unit) => `/unit/${encodeURIComponent(unit)}`),
  '/unit/%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E',
  '/clause/javascript:window.hacked=1',
  '/c/%3Cscript%3Ewindow.hacked=1%3C%2Fscript%3E',
  '/document/..%2f..%2fapi%2fpersonal-data',
  '/c/__proto__',
])('%s is shown as text', async (path) => {
  await page.goto(`${app.baseUrl}${path}`);
  await page.waitForLoadState('networkidle');
  await expect.poll(async () => (await page.locator('main').innerText()).trim()).not.toBe('');
  await expectUnharmed();
});

it('the original text opened by itself is no page', async () => {
  await page.goto(`${app.baseUrl}/api/documents/plan/source`);
  expect(await page.evaluate(() => [document.contentType, 'hacked' in window])).toEqual([
    'text/plain',
    false,
  ]);
  expect(complaints).toEqual([]);
});
