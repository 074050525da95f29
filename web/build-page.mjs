// Builds the page after an installation. A failure is told and no more: the interfaces serve without the page.
try {
  const { build } = await import('vite');
  await build({ configFile: new URL('vite.config.ts', import.meta.url).pathname, logLevel: 'warn' });
} catch (error) {
  process.stderr.write(`The page was not built (${error.message}). Later: npm run build:page\n`);
}
