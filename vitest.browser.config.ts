import { defineConfig } from 'vitest/config';

/** Tests that need a browser: `npm run test:browser`, after `npm run build:page`. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
