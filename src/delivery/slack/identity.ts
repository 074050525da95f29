import type { SlackClient } from './slack-client.ts';

/** Who the token belongs to. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly botUserId: string;
}

/** Asks Slack once; after a failure the next call asks again. */
export function createIdentity(client: SlackClient): () => Promise<SlackIdentity> {
  let asked: Promise<SlackIdentity> | null = null;
  return () => {
    asked ??= client
      .call('auth.test')
      .then(({ team_id, user_id }) => ({ teamId: String(team_id), botUserId: String(user_id) }))
      .catch((error: unknown) => {
        asked = null;
        throw error;
      });
    return asked;
  };
}
