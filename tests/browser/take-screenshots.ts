import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser.ts';
import { startService } from './start-service.ts';

/** Pictures of the page for the documentation, over the sample policies: `npm run screenshots`. */
const SHOTS = [
  { name: 'page-wide', viewport: { width: 1280, height: 800 } },
  { name: 'page-phone', viewport: { width: 390, height: 844 } },
] as const;
const QUESTION = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';

const service = await startService();
const browser = await launchBrowser();
try {
  for (const { name, viewport } of SHOTS) {
    const page = await browser.newPage({ viewport });
    await page.goto(service.url);
    await page.fill('.composer textarea', QUESTION);
    await page.keyboard.press('Enter');
    await page.click('.marker');
    await page.locator('.panel .chip').first().waitFor();
    const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));
    await page.screenshot({ path });
    process.stdout.write(`docs/images/${name}.png\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await service.stop();
}
