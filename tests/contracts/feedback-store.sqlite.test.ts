import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteFeedbackStore } from '../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import type { FeedbackStore } from '../../src/feedback/ports/feedback-store.ts';
import { describeFeedbackStore } from './feedback-store.contract.ts';

describeFeedbackStore('sqlite', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-feedback-'));
  let store: FeedbackStore | undefined;
  return {
    async reopen() {
      await store?.close();
      store = openSqliteFeedbackStore({ dataDir });
      return store;
    },
    async dispose() {
      await store?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});
