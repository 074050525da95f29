import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runProgram } from '../app/run-program.ts';
import { PATIENCE } from '../support/patience.ts';
import { launchBrowser } from './browser.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

const QUESTION = '岸电改造由谁牵头？';
const OTHER = '（二）扬尘治理。对散货堆场全面苫盖。（牵头单位：市生态环境局）';
const BEFORE = '（一）岸电改造。2025年底前完成20个泊位岸电改造。（牵头单位：市交通运输局）';
const AFTER = '（一）岸电改造。2026年底前完成35个泊位岸电改造。（牵头单位：市港航局）';

let folder: string;
let service: Service;
let browser: Browser;
let page: Page;
/** Of the conversation and of the link that was copied in it. */
let conversationUrl: string;
let link: string;

/** Makes the index of one plan with these clauses; resolves once the running service has taken it up. */
async function publish(...clauses: readonly string[]): Promise<void> {
  const text = ['临江市绿色港口行动计划（2024—2026年）', '一、主要任务', ...clauses].join('\n');
  writeFileSync(join(folder, 'port.txt'), `${text}\n`);
  const before = await servedVersion();
  const program = runProgram('ingest/main.ts', [folder], { DATA_DIR: service.dataDir });
  program.child.stdout?.resume();
  expect(await program.ended, program.stderr()).toBe(0);
  await vi.waitFor(async () => expect(await servedVersion()).not.toBe(before), PATIENCE);
}

async function servedVersion(): Promise<string> {
  const response = await fetch(new URL('/readyz', service.url));
  return ((await response.json()) as { indexVersion: string }).indexVersion;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-old-links-'));
  service = await startService();
  await publish(BEFORE, OTHER);
  browser = await launchBrowser();
  const context = await browser.newContext();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  await page.goto(service.url);
  await page.fill('.composer textarea', QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  expect(await page.textContent('.answer-text')).toContain('市交通运输局');
  conversationUrl = page.url();
  await page.click('.marker');
  await page.click('.panel >> text=复制链接');
  await page.locator('.panel >> text=已复制').waitFor();
  link = await page.evaluate(() => navigator.clipboard.readText());
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
});

async function openFromConversation(): Promise<void> {
  await page.goto(conversationUrl);
  await page.click('.marker');
  await page.locator('.panel .notice').waitFor();
}

it('a copied link names the words that were cited, and shows the clause as it is while they stand', async () => {
  expect(link).toMatch(/\/clause\/[^?]+\?v=[0-9a-f]{16}$/);
  await page.goto(link);
  await page.locator('.clause-text').waitFor();
  expect(await page.textContent('.clause-text')).toBe(BEFORE);
  expect(await page.textContent('.facts')).toContain('计划期2024—2026年');
  expect(await page.locator('.notice').count()).toBe(0);
});

it('a clause that has changed shows what was cited and what stands now', async () => {
  await publish(AFTER, OTHER);
  await page.goto(link);
  await page.locator('.as-cited').waitFor();
  expect(await page.textContent('.as-cited')).toMatch(/已变更.*首次引用时的文字/);
  expect(await page.locator('.clause-text').allTextContents()).toEqual([BEFORE, AFTER]);
  expect(await page.textContent('.units')).toContain('市港航局');
  expect(await seriousFindings(page)).toEqual([]);

  await openFromConversation();
  expect(await page.textContent('.panel .as-cited')).toMatch(/已变更.*作答时的文字/);
  expect(await page.locator('.panel .clause-text').allTextContents()).toEqual([BEFORE, AFTER]);
  expect(await page.locator('.panel .as-cited mark').count()).toBe(1);
});

it('a clause that is gone shows what was cited and leads nowhere', async () => {
  await publish('（三）污水接收。含油污水全部接收。（牵头单位：市港航局）');
  await page.goto(link);
  await page.locator('.notice').waitFor();
  expect(await page.textContent('.notice')).toMatch(/已不在现行文件中.*首次引用时的文字/);
  expect(await page.locator('.clause-text').allTextContents()).toEqual([BEFORE]);
  expect(await page.getByText('在原文中打开').count()).toBe(0);
  expect(await page.textContent('.facts')).not.toContain('效力');
  expect(await seriousFindings(page)).toEqual([]);

  await openFromConversation();
  expect(await page.textContent('.panel .notice')).toContain('已不在现行文件中');
  expect(await page.locator('.panel .clause-text').allTextContents()).toEqual([BEFORE]);
});

it('a link to words that nobody kept says so, and shows what stands', async () => {
  await publish(AFTER, OTHER);
  await page.goto(link.replace(/v=.*/, 'v=0000000000000000'));
  await page.locator('.notice').waitFor();
  expect(await page.textContent('.notice')).toContain('所引的文字没有保存');
  expect(await page.locator('.clause-text').allTextContents()).toEqual([AFTER]);
});

it('an address of before, with cited=, still works', async () => {
  await page.goto(link.replace('v=', 'cited='));
  await page.locator('.as-cited').waitFor();
  expect(await page.locator('.clause-text').first().textContent()).toBe(BEFORE);
});
