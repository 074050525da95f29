import type { Secret } from './secret.ts';

/** What must not be printed, kept apart from `Config` so that a config can be logged whole. */
export interface Secrets {
  /** What audit lines are signed with, the current one first; empty: nothing. */
  readonly auditKeys: readonly Secret[];
  readonly openaiApiKey: Secret | null;
  /** For the embedding service; null: the chat model's. */
  readonly embeddingApiKey: Secret | null;
  /** The access key on whose behalf `npm run mcp` asks. */
  readonly tiaowenKey: Secret | null;
  readonly feishuAppSecret: Secret | null;
  readonly feishuVerificationToken: Secret | null;
  readonly feishuEncryptKey: Secret | null;
  readonly wecomSecret: Secret | null;
  readonly wecomToken: Secret | null;
  readonly wecomEncodingAesKey: Secret | null;
  /** Proves that requests come from Slack. */
  readonly slackSigningSecret: Secret | null;
  readonly slackBotToken: Secret | null;
  /** For Socket Mode. */
  readonly slackAppToken: Secret | null;
}

/** The plain values, for scrubbing them out of logs. */
export function revealAll(secrets: Secrets): string[] {
  return Object.values(secrets as unknown as Record<string, Secret | readonly Secret[] | null>)
    .flat()
    .filter((secret) => secret !== null)
    .map((secret) => secret.reveal());
}
