import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type PrefixProxy, startPrefixProxy } from './prefix-proxy.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

const WHO = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';
const UNKNOWN = '智慧交通的公积金贷款额度是多少';

let service: Service;
let proxy: PrefixProxy;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  service = await startService();
  proxy = await startPrefixProxy(service.url, '/gov/tiaowen');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await service?.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: false });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

/** Resolves once the new turn is answered, not the one before. */
async function ask(question: string): Promise<void> {
  const before = await page.locator('.turn').count();
  await page.fill('.composer textarea', question);
  await page.keyboard.press('Enter');
  await page.locator('.turn').nth(before).locator('.answer-footer').waitFor();
}

describe('asking', () => {
  it('answers, opens the clause with its quote, copies it, goes on, and keeps the conversation', async () => {
    await page.goto(service.url);
    await page.locator('.suggestion').first().waitFor();
    await ask(WHO);
    expect(await page.textContent('.answer-text')).toContain('市卫生计生委');
    await page.waitForURL(/\/c\/[\w-]+$/);

    await page.click('.marker');
    await page.locator('.panel .chip').first().waitFor();
    expect(await page.textContent('.panel mark')).toContain('建立人口健康云平台');
    expect(await page.textContent('.panel .facts')).toContain('计划期至2017年');
    await page.click('text=复制引用');
    await page.locator('text=已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^《天津市推进智慧城市建设行动计划（2015—2017年）》二、（一）1\.智慧医疗：“推进我市/,
    );
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.locator('.marker:focus').waitFor();

    await ask('那配合单位呢？');
    expect(await page.locator('.turn').last().textContent()).toContain('市人力社保局');
    await page.reload();
    await page.locator('.turn').nth(1).waitFor();
    await expect.poll(() => page.locator('.question').allTextContents()).toEqual([WHO, '那配合单位呢？']);
  });

  it('shows the place in the original text', async () => {
    await page.goto(`${service.url}/clause/smart-city-2015-2017:2.1.1`);
    await page.click('text=在原文中打开');
    const mark = page.locator('.source-text mark');
    await mark.waitFor();
    expect(await mark.textContent()).toMatch(/^1\.智慧医疗。[\s\S]*人民银行天津分行）$/);
    const box = (await mark.boundingBox())!;
    expect(box.y).toBeLessThan(800);
    expect(box.y + box.height).toBeGreaterThan(0);
  });

  it('helps where the documents do not say', async () => {
    await page.goto(service.url);
    await ask(UNKNOWN);
    expect(await page.textContent('.refusal')).toContain('没有写明');
    await page.locator('.clause-links a').first().click();
    await page.locator('.clause-text').waitFor();
    expect(page.url()).toContain('/clause/');
  });

  it('says what has changed since it was cited', async () => {
    await page.route('**/api/clauses/**', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({
        json: { ...(await reply.json()), text: '1.智慧医疗。新的文字。', textHash: 'other' },
      });
    });
    await page.goto(service.url);
    await ask(WHO);
    await page.click('.marker');
    await page.locator('.panel .notice').waitFor();
    expect(await page.textContent('.panel .notice')).toMatch(/已变更[\s\S]*建立人口健康云平台/);
    expect(await page.locator('.panel .clause-text').last().textContent()).toBe('1.智慧医疗。新的文字。');
  });

  it('shows a long list with its first sources, the others at a click, and what a collective reaches', async () => {
    await page.goto(service.url);
    await ask('西青区人民政府有哪些任务？');
    const shown = page.locator('.sources li:visible');
    await expect.poll(() => shown.count()).toBe(5);
    await page.click('text=显示全部');
    await expect.poll(() => shown.count()).toBeGreaterThan(7);
    expect(await page.textContent('.via-collective')).toContain('经集体称谓');
    await expect
      .poll(() => page.locator('.off-screen[role=status]').textContent())
      .toContain('西青区人民政府');
  });

  it.each([
    ['a list', '西青区人民政府有哪些任务？', '清单', ['序号', '事项', '单位', '文件']],
    ['a comparison', '智慧医疗在两个计划里分别由谁牵头？', '对照', ['条文', '牵头单位', '责任单位']],
  ])('shows %s as a table, and hands it out for Excel', async (_title, question, name, head) => {
    await page.goto(service.url);
    await ask(question);
    const table = page.locator(`table[aria-label=${name}]`);
    await expect.poll(() => table.locator('th').allTextContents()).toEqual(head);
    const rows = await table.locator('tbody tr').count();
    expect(rows).toBeGreaterThanOrEqual(2);
    const download = page.waitForEvent('download');
    await page.click('.table-csv');
    const file = await (await download).path();
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines[0]).toBe(`\ufeff${head.map((title) => `"${title}"`).join(',')}`);
    expect(lines.filter((line) => line !== '')).toHaveLength(rows + 1);
    await table.locator('.marker').first().click();
    await page.locator('.panel .clause-text').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  it('goes on in a new conversation where the old one was deleted elsewhere', async () => {
    await page.goto(service.url);
    await ask(WHO);
    // Elsewhere in the same browser: the conversation is its visitor's.
    await page.request.delete(page.url().replace('/c/', '/api/conversations/'));
    await page.fill('.composer textarea', WHO);
    await page.keyboard.press('Enter');
    await page.click('button:text-is("重试")');
    await page.locator('.turn').last().locator('.answer-footer').waitFor();
  });

  it('keeps the conversations at the side, to rename and delete', async () => {
    await page.goto(service.url);
    await ask('新基建方案里智慧港口建设由谁负责？');
    const entry = page.locator('.conversation').first();
    await entry.locator('text=改名').click();
    await page.locator('.conversation input').fill('港口');
    await page.keyboard.press('Enter');
    await page.locator('.conversation a', { hasText: /^港口$/ }).waitFor();
    page.once('dialog', (dialog) => dialog.accept());
    await entry.locator('text=删除').click();
    await page.locator('.welcome').waitFor();
    // The list is asked for anew beside the change of page.
    await page.locator('.conversation a', { hasText: /^港口$/ }).waitFor({ state: 'detached' });
  });
});

it('keeps what another browser asked to itself', async () => {
  await page.goto(service.url);
  await ask(WHO);
  const address = page.url();
  const other = await browser.newContext();
  const stranger = await other.newPage();
  await stranger.goto(address);
  await stranger.locator('.notice').first().waitFor();
  expect(await stranger.locator('.conversation').count()).toBe(0);
  await other.close();
  await page.goto(address);
  await page.locator('.turn .answer-footer').waitFor();
});

describe('units and documents', () => {
  it('lists the tasks of a unit and gives them as a table', async () => {
    await page.goto(`${service.url}/unit/${encodeURIComponent('市卫生健康委')}`);
    await page.locator('.task').first().waitFor();
    expect(await page.textContent('.page')).toMatch(/共 6 项[\s\S]*2018年机构改革前为市卫生计生委/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=下载表格')]);
    expect(download.suggestedFilename()).toBe('市卫生健康委.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain('智慧医疗');
    await page.click('text=牵头 1');
    await expect.poll(() => page.locator('.task').count()).toBe(1);
  });

  it('asks for the unit that was chosen once', async () => {
    await page.goto(service.url);
    await page.click('text=选择单位');
    await page.locator('[name=unit]:focus').waitFor();
    await page.keyboard.type('市教委');
    await page.click('text=保存');
    await page.reload();
    const sent = page.waitForRequest('**/api/chat');
    await ask('我局在车联网任务分解表里有哪些任务？');
    expect((await sent).postDataJSON()).toMatchObject({ context: { unit: '市教委' } });
    expect(await page.textContent('.answer-text')).toContain('市教委');
  });

  it('shows what is loaded and lets one browse', async () => {
    await page.goto(`${service.url}/documents`);
    await page.click('text=天津市推进智慧城市建设行动计划');
    await page.click('.outline >> text=1.智慧医疗');
    await page.locator('.clause-text').waitFor();
    await page.goBack();
    await page.locator('.outline').waitFor();
  });
});

describe('behind a proxy with a path prefix', () => {
  it('works, and keeps what came when the connection breaks', async () => {
    await page.goto(`${proxy.url}/`);
    proxy.cutNextAnswer = true;
    await page.fill('.composer textarea', WHO);
    await page.keyboard.press('Enter');
    await page.locator('.turn-problem').waitFor();
    expect(await page.textContent('.answer-text')).toContain('由市教委牵头，');
    expect(await page.textContent('.turn-problem')).toContain('网络中断');
    await page.click('button:text-is("重试")');
    await page.locator('.answer-footer').waitFor();
    await expect.poll(() => page.locator('.turn').count()).toBe(1);
    await page.waitForURL(`${proxy.url}/c/**`);
    await page.reload();
    await page.locator('.answer-footer').waitFor();
    await page.click('.chip');
    await page.locator('.task').first().waitFor();
    expect(page.url()).toContain(`${proxy.url}/unit/`);
  });
});

describe('on any screen, for anybody', () => {
  const views = [
    '/',
    '/documents',
    '/unit/市公安局',
    '/document/smart-city-2015-2017',
    '/clause/new-infrastructure-2021-2023:3.2.6',
  ];

  it.each(views)('%s fits 360 px', async (path) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${service.url}${path}`);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('the menu opens on a phone and closes beside it', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(service.url);
    await page.click('text=菜单');
    await page.locator('.sidebar >> text=已收录的文件').waitFor({ state: 'visible' });
    await page.mouse.click(350, 400);
    await page.locator('.sidebar').waitFor({ state: 'hidden' });
  });

  it('an answer and its clause fit 360 px', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(service.url);
    await ask('比较智慧医疗和智慧教育的牵头单位');
    await page.click('.marker');
    await page.locator('.panel .chip').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect((await page.locator('.panel').boundingBox())!.y).toBeGreaterThan(200);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const path of views) {
      await page.goto(`${service.url}${path}`);
      await page.waitForLoadState('networkidle');
      expect({ path, found: await seriousFindings(page) }).toEqual({ path, found: [] });
    }
    await page.goto(service.url);
    await ask(WHO);
    await page.click('.marker');
    await page.locator('.panel .chip').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('axe would find a picture without words', async () => {
    await page.goto(service.url);
    await page.evaluate(() => document.body.append(document.createElement('img')));
    expect(await seriousFindings(page)).toMatchObject([{ id: 'image-alt' }]);
  });

  it('says quietly that a model wrote, and what became of its sentences', async () => {
    await page.route('**/api/chat', async (route) => {
      const reply = await route.fetch({
        headers: { ...route.request().headers(), accept: 'application/json' },
      });
      const modelReport = { model: 'm', written: 4, verified: 3, repaired: 0, dropped: 1, replaced: 1 };
      const notices = [{ code: 'model-busy', message: '模型繁忙。' }];
      const answer = { ...(await reply.json()), mode: 'model', aiGenerated: true, modelReport, notices };
      const body = `event: answer-end\ndata: ${JSON.stringify(answer)}\n\n`;
      await route.fulfill({ contentType: 'text/event-stream', body });
    });
    await page.goto(service.url);
    await ask(WHO);
    expect(await page.textContent('.answer-footer')).toMatch(
      /AI生成·逐句核对.*模型写 4 句，核对通过 3 句，未通过而舍去 1 句，以原文补入 1 句.*模型繁忙。/,
    );
  });

  it('prints an answer with what its sources say', async () => {
    await page.goto(service.url);
    await ask(WHO);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sources blockquote').isVisible()).toBe(true);
    expect(await page.locator('.composer').isVisible()).toBe(false);
    expect(await page.locator('.sidebar').isVisible()).toBe(false);
  });
});
