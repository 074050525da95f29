import { chromium } from 'playwright-core';

/** The system's browser, quiet and without a sandbox: it opens nothing but our own page. */
export async function launchBrowser() {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}
