import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { seriousFindings } from './serious-findings.ts';
import { type Service, startService } from './start-service.ts';

let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await startService({ CONTACT: '拨打<b>12345</b>', CONTACT_URL: 'tel:12345' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it('names whom to ask where the documents do not say, also over the interface of OpenAI', async () => {
  const page = await browser.newPage();
  await page.goto(service.url);
  await page.fill('.composer textarea', '智慧交通的公积金贷款额度是多少');
  await page.keyboard.press('Enter');
  await page.locator('.answer-footer').waitFor();
  const link = page.locator('.contact a');
  expect(await link.innerText()).toBe('拨打<b>12345</b>');
  expect(await link.getAttribute('href')).toBe('tel:12345');
  expect(await page.locator('.contact b').count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  await page.close();

  const response = await fetch(new URL('/v1/chat/completions', service.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'tiaowen',
      messages: [{ role: 'user', content: '智慧交通的公积金贷款额度是多少' }],
    }),
  });
  const completion = (await response.json()) as { choices: { message: { content: string } }[] };
  expect(completion.choices[0]!.message.content).toContain('如需人工解答：拨打');
});
