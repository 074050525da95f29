import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { openSweepClock } from '../../retention/sweep-clock.ts';
import { storesFolder } from '../../storage/store-paths.ts';
import { ALL_SCHEMAS } from '../../stores/all-schemas.ts';
import { carryOver, storesToCarryOver } from '../../stores/carry-over.ts';
import { checkStores } from '../../stores/check-stores.ts';
import { mendStore } from '../../stores/mend-store.ts';
import { renderCarriedOver, renderMended, renderStoreChecks } from './render-stores.ts';

/** `npm run stores -- check | mend | carry-over | accept-clock`. Exit code 0: done, all is whole; 1: something is lost or failed; 2: wrong arguments. An entry point. */
const USAGE = `用法：
  npm run --silent stores -- check [--json]         逐行检查会话、引文、评价等存储是否完好
  npm run --silent stores -- mend [--json]          修复损坏的存储：原文件改名保留，读得出的内容移入新文件
  npm run --silent stores -- carry-over [--json]    把旧版（LMDB）数据搬入现在的存储；旧数据不改不删，可重复运行
  npm run --silent stores -- accept-clock           确认系统时钟无误，恢复按期限清理
`;

async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  const command = parsed?.positionals.length === 1 ? COMMANDS[parsed.positionals[0]!] : undefined;
  if (!parsed || !command) {
    process.stderr.write(USAGE);
    return 2;
  }
  loadEnvironmentFile();
  const { result, text, isGood } = await command(loadConfig().config.dataDir);
  process.stdout.write(parsed.values.json ? `${JSON.stringify(result, null, 2)}\n` : text);
  return isGood ? 0 : 1;
}

interface Outcome {
  readonly result: unknown;
  readonly text: string;
  readonly isGood: boolean;
}

const COMMANDS: Readonly<Record<string, (dataDir: string) => Promise<Outcome>>> = {
  async check(dataDir) {
    const checks = await checkStores(dataDir);
    const waiting = await storesToCarryOver(dataDir);
    const isGood = checks.every(({ failure }) => failure === null) && waiting.length === 0;
    return {
      result: { stores: checks, toCarryOver: waiting },
      text: renderStoreChecks(checks, waiting),
      isGood,
    };
  },
  async mend(dataDir) {
    const now = new Date();
    const mended = [];
    for (const schema of ALL_SCHEMAS) mended.push(await mendStore(dataDir, schema, now));
    return {
      result: mended,
      text: renderMended(mended),
      isGood: mended.every(({ state }) => state !== 'failing'),
    };
  },
  async 'carry-over'(dataDir) {
    const carried = await carryOver(dataDir);
    return { result: carried, text: renderCarriedOver(carried), isGood: true };
  },
  async 'accept-clock'(dataDir) {
    // A folder that nothing was kept in yet stays as it is, free for the samples.
    if (!existsSync(storesFolder(dataDir)))
      return { result: { acceptedAt: null }, text: '还没有保存过任何内容，无需确认。\n', isGood: true };
    const now = Date.now();
    await openSweepClock({ dataDir, newest: async () => null }).accept(now);
    const acceptedAt = new Date(now).toISOString();
    return {
      result: { acceptedAt },
      text: `已确认系统时间 ${acceptedAt}，下次清理照常进行。\n`,
      isGood: true,
    };
  },
};

function readArguments(args: readonly string[]) {
  try {
    const options = { json: { type: 'boolean', default: false } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return null;
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
