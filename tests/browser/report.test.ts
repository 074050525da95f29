import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/access/access-key.ts';
import { writeKeyFile } from '../../src/access/key-file.ts';
import { launchBrowser } from './browser.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

const WHO = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';
const UNKNOWN = ['智慧交通的公积金贷款额度是多少', '公积金贷款额度有多少？', '校车接送怎么报名？'];
const PHONE = '13812345678';
const SIZES = [
  ['wide', { width: 1280, height: 900 }],
  ['360 px', { width: 360, height: 780 }],
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function ask(service: Service, message: string, headers = {}): Promise<{ readonly messageId: string }> {
  return (await post(service, '/api/chat', { message }, headers)) as { messageId: string };
}

async function post(service: Service, path: string, body: unknown, headers = {}): Promise<unknown> {
  const response = await fetch(new URL(path, service.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
  return await response.json();
}

describe('without keys, at this machine', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    const { messageId } = await ask(service, WHO);
    const comment = `应写明时限，<b>请回电</b> ${PHONE}`;
    await post(service, '/api/feedback', { messageId, verdict: 'down', comment });
    for (const question of UNKNOWN) await ask(service, question);
    await ask(service, '市教委有哪些任务？');
  });
  afterAll(() => service?.stop());

  async function open(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const page = await browser.newPage({ viewport });
    await page.goto(`${service.url}/report`);
    await page.locator('.key-numbers').waitFor();
    return page;
  }

  it('tells what was asked and not answered, and leads to clauses, units and documents', async () => {
    const page = await open(SIZES[0][1]);
    const text = await page.locator('main').innerText();
    expect(text).toContain('未答的问题');
    expect(text).toContain('校车接送怎么报名？');
    expect(text).toContain('<b>请回电</b> 〔手机号〕');
    expect(text).not.toContain(PHONE);
    const groups = await page.locator('.question-groups > li').allInnerTexts();
    expect(groups[0]).toContain('公积金贷款');
    expect(groups[0]).toContain('2 种问法');

    await page.getByText('当时的答案').click();
    await page.locator('.report-clauses a').first().click();
    await page.locator('.clause').first().waitFor();
    expect(new URL(page.url()).pathname).toContain('/clause/smart-city-2015-2017:2.1.1');
    await page.goBack();
    await page.locator('.counts').getByRole('link', { name: '市教委' }).click();
    await page.waitForURL((url) => decodeURIComponent(url.pathname) === '/unit/市教委');
    await page.close();
  });

  it('is reached by a link at the side, and asks for another time', async () => {
    const page = await browser.newPage({ viewport: SIZES[0][1] });
    await page.goto(service.url);
    await page.getByRole('link', { name: '使用报告' }).click();
    await page.locator('.key-numbers').waitFor();
    await page.getByRole('link', { name: '一天' }).click();
    await page.waitForURL(/since=24h/);
    await page.locator('a[aria-current=page]', { hasText: '一天' }).waitFor();
    await page.locator('.key-numbers').waitFor();
    await expect.poll(() => page.title()).toBe('使用报告 · 条文');
    await page.close();
  });

  it('hands out a part as a table', async () => {
    const page = await open(SIZES[0][1]);
    const downloading = page.waitForEvent('download');
    await page
      .locator('.report-part', { hasText: '未答的问题' })
      .getByRole('button', { name: /下载/ })
      .click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('未答的问题.csv');
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^\ufeff问题组,/u);
    await page.close();
  });

  it.each(SIZES)(
    'has no serious accessibility findings and nothing wider than the screen: %s',
    async (name, viewport) => {
      const page = await open(viewport);
      await page.locator('details').evaluateAll((all) => {
        for (const each of all) (each as HTMLDetailsElement).open = true;
      });
      expect(await seriousFindings(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      const folder = process.env['SCREENSHOTS'];
      if (folder) await page.screenshot({ path: join(folder, `report-${name}.png`), fullPage: true });
      await page.close();
    },
  );
});

it('says where there is nothing yet', async () => {
  const service = await startService();
  const page = await browser.newPage();
  await page.goto(`${service.url}/report`);
  await page.getByText('这段时间没有未答的问题。').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.close();
  await service.stop();
});

describe('with keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiaowen-report-page-'));
  const make = (scopes: ('ask' | 'read' | 'admin')[]) =>
    createKey(
      { name: '网页', scopes, documentIds: null, mayNameEndUsers: false, expiresAt: null },
      new Date(),
    );
  const [user, admin] = [make(['ask', 'read']), make(['admin'])];
  let service: Service;
  beforeAll(async () => {
    writeKeyFile(join(folder, 'keys.json'), [user.key, admin.key]);
    service = await startService({ API_KEYS_FILE: join(folder, 'keys.json') });
    await ask(service, UNKNOWN[0]!, { authorization: `Bearer ${user.secret}` });
  });
  afterAll(async () => {
    await service?.stop();
    rmSync(folder, { recursive: true });
  });

  async function signIn(secret: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(service.url);
    await page.getByLabel('访问密钥').fill(secret);
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('.composer textarea').waitFor();
    return page;
  }

  it('an admin sees what others asked', async () => {
    const page = await signIn(admin.secret);
    await page.getByRole('link', { name: '使用报告' }).click();
    await page.getByText(UNKNOWN[0]!).first().waitFor();
    await page.close();
  });

  it('to others there is no link, and the address says why', async () => {
    const page = await signIn(user.secret);
    const told = page.waitForResponse((response) => response.url().endsWith('/api/session'));
    await page.goto(`${service.url}/report`);
    expect(await (await told).json()).toMatchObject({ mayReadReports: false });
    await page.getByText('此密钥没有 admin 权限').waitFor();
    expect(await page.getByRole('link', { name: '使用报告' }).count()).toBe(0);
    await page.close();
  });
});
