import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Config } from './config/config.ts';
import { revealAll, type Secrets } from './config/secrets.ts';

const HIDDEN = '[hidden]';
const HIDDEN_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'apiKey',
  'openaiApiKey',
  'embeddingApiKey',
  'password',
  'token',
];

/**
 * JSON lines on stderr, so that stdout stays for what a command prints. A line is a static message plus fields; fields
 * that carry credentials are hidden by name, and the known secrets are cut out of every line wherever they stand (a
 * service may repeat a key in its error message).
 */
export function createLogger({
  config,
  secrets,
  output = destination({ dest: 2, sync: true }),
}: {
  readonly config: Pick<Config, 'logLevel'>;
  readonly secrets: Secrets;
  readonly output?: DestinationStream;
}): Logger {
  const known = revealAll(secrets).map((secret) => JSON.stringify(secret).slice(1, -1));
  return pino(
    {
      level: config.logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: HIDDEN_FIELDS.flatMap((field) => [
          `["${field}"]`,
          `*["${field}"]`,
          `*.*["${field}"]`,
          `*.*.*["${field}"]`,
        ]),
        censor: HIDDEN,
      },
      hooks: {
        streamWrite: (line) => known.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line),
      },
    },
    output,
  );
}
