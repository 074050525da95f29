import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteChannelInbox } from '../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';
import { describeChannelInbox } from './channel-inbox.contract.ts';

describeChannelInbox('sqlite', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-inbox-'));
  let inbox: ChannelInbox | undefined;
  let now = '';
  return {
    async reopen() {
      await inbox?.close();
      inbox = openSqliteChannelInbox({ dataDir, now: () => new Date(now) });
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
