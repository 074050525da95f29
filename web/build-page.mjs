import { fileURLToPath } from 'node:url';

// Builds the page after an installation. A failure is told and no more: the interfaces serve without the page.
try {
  const { build } = await import('vite');
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'warn' });
} catch (error) {
  process.stderr.write(`The page was not built (${error.message}). Later: npm run build:page\n`);
}
