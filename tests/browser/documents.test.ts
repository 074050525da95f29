import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

const PLAN = `临江市冷链物流发展方案

一、重点任务
（一）建设产地冷库。新建产地冷库35座，优先支持水产乡镇。（牵头单位：市商务局；配合单位：市农业农村局）
（二）推广冷藏车。<b>更新</b>冷藏车120辆。（责任单位：市交通运输局）
`;

let browser: Browser;
let service: Service;
beforeAll(async () => {
  browser = await launchBrowser();
  service = await startService();
});
afterAll(async () => {
  await service?.stop();
  await browser?.close();
});

describe('documents on the page', () => {
  it('are read as a draft, published, answered from and removed', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${service.url}/documents`);
    await page.locator('.drop-zone').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('先作草稿').check();
    const file = { name: '冷链方案.txt', mimeType: 'text/plain', buffer: Buffer.from(PLAN) };
    await page.locator('.drop-zone input[type=file]').setInputFiles(file);
    await page.getByText('读取草稿完成').waitFor({ timeout: 60_000 });
    expect(await page.locator('.job').first().innerText()).toContain('单位 3 处');
    expect(await page.locator('.documents').innerText()).not.toContain('冷链');

    await page.getByRole('button', { name: '发布' }).click();
    const link = page.locator('.documents').getByRole('link', { name: '临江市冷链物流发展方案' });
    await link.waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: '发布' }).count()).toBe(0);

    const answer = await fetch(`${service.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: '新建产地冷库由谁牵头？' }),
    });
    expect(((await answer.json()) as { answer: string }).answer).toContain('市商务局');

    page.on('dialog', (dialog) => void dialog.accept());
    const entry = page.locator('.documents > li').filter({ hasText: '冷链物流' });
    await entry.getByRole('button', { name: '删除' }).click();
    await link.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });
});
