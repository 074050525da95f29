import { checkChannels } from '../../check-channels.ts';
import { checkData } from '../../check-data.ts';
import { checkEmbedder, checkExpansion, checkReader } from '../../check-models.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { renderChannelReports } from './render-channel-reports.ts';

/** `npm run doctor`: are the stores whole, and the bots and the models on this machine set up so that they can work? Exit code 0: yes; 1: something is wrong. An entry point. */
try {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  const reports = [
    await checkData(config, secrets),
    ...[await checkEmbedder(config), await checkReader(config), checkExpansion(config)].filter(
      (report) => report !== null,
    ),
    ...(await checkChannels(config, secrets)),
  ];
  process.stdout.write(renderChannelReports(reports));
  process.exitCode = reports.every(({ checks }) => checks.every(({ isOk }) => isOk)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
