import { existsSync } from 'node:fs';
import { createAppContext } from './app-context.ts';
import type { ChannelReport } from './channels/ports/channel-check.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { expiringRecords, newestOf } from './retention/expiring-records.ts';
import { openSweepClock } from './retention/sweep-clock.ts';
import { storesToCarryOver } from './stores/carry-over.ts';
import { checkStores } from './stores/check-stores.ts';

/** What `npm run doctor` tells of the data folder: whether the stores are whole, and whether the clock fits what they hold. */
export async function checkData(config: Config, secrets: Secrets): Promise<ChannelReport> {
  const { dataDir } = config;
  // A data folder is made by what first keeps something in it.
  if (!existsSync(dataDir)) return { name: '存储', checks: [] };
  const stores = (await checkStores(dataDir)).map(({ store, failure, rows, damagedRows }) => ({
    isOk: failure === null,
    text:
      failure === null
        ? `${store} 完好，${rows} 条`
        : `${store} 无法使用或已损坏（${failure}，损坏 ${damagedRows} 条）：见 npm run stores -- check`,
  }));
  const waiting = await storesToCarryOver(dataDir);
  const left = waiting.map((store) => ({
    isOk: false,
    text: `${store} 的旧版数据尚未搬入：请运行 npm run stores -- carry-over`,
  }));
  return { name: '存储', checks: [...stores, ...left, ...(await checkClock(config, secrets))] };
}

async function checkClock(config: Config, secrets: Secrets): Promise<ChannelReport['checks']> {
  const ctx = createAppContext(config, secrets);
  try {
    const newest = () => newestOf(expiringRecords(ctx));
    const jump = await openSweepClock({ dataDir: config.dataDir, newest }).look(Date.now());
    if (jump === null) return [];
    const text = `系统时钟比上次清理（${jump.since}）晚 ${jump.days} 天，过期内容暂不清理；时钟无误时请运行 npm run stores -- accept-clock`;
    return [{ isOk: false, text }];
  } finally {
    await ctx.close();
  }
}
