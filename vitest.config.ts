import { defineConfig } from 'vitest/config';
import { makeScratchFolder } from './tests/support/scratch-folder.ts';

/** Tests of functions, which share modules and threads: nothing that they import keeps what another test could see. */
const FUNCTIONS = [
  'assistant',
  'cleaning',
  'domain',
  'indexing',
  'judging',
  'language',
  'parsing',
  'questions',
  'readers',
  'retrieval',
  'turns',
  'units',
].map((folder) => `tests/${folder}/**/*.test.ts`);

/** Tests that put a module, a clock or a switch of the engine in another's place: each in a process of its own. */
const ALONE = [
  'tests/clause-index/large-vector-index.test.ts',
  'tests/clause-index/shared-generation.test.ts',
  'tests/models/chat/*.test.ts',
  'tests/models/embedder-provider.test.ts',
  'tests/storage/sqlite-store.test.ts',
];

export default defineConfig({
  test: {
    // Many tests wait for processes of their own; on two cores the default would be one worker.
    maxWorkers: '100%',
    env: { TMPDIR: makeScratchFolder() },
    // Far more than a test takes; a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      { extends: true, test: { name: 'functions', include: FUNCTIONS, pool: 'threads', isolate: false } },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/**/*.test.ts'],
          exclude: [...FUNCTIONS, ...ALONE, 'tests/browser/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
