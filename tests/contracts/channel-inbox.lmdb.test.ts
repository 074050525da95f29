import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbChannelInbox } from '../../src/channels/adapters/embedded/lmdb-channel-inbox.ts';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';
import { describeChannelInbox } from './channel-inbox.contract.ts';

describeChannelInbox('lmdb', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-inbox-'));
  let inbox: ChannelInbox | undefined;
  let now = '';
  return {
    async reopen() {
      await inbox?.close();
      inbox = openLmdbChannelInbox({ dataDir, now: () => new Date(now) });
      return inbox;
    },
    setNow(time) {
      now = time;
    },
    async dispose() {
      await inbox?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});
