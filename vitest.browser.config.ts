import { defineConfig } from 'vitest/config';

/** Tests that need a browser: `npm run test:browser`, after `npm run build:page`. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 60_000,
    // A machine that is busy draws late: what fails once is tried again on a new page, and is told of as retried.
    retry: 2,
    hookTimeout: 300_000,
    // What appears a moment later is waited for, however busy the machine.
    expect: { poll: { timeout: 30_000 } },
    fileParallelism: false,
  },
});
