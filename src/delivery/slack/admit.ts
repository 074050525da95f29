import type { SlackConfig } from '../../config/config.ts';

export interface Sender {
  /** The team that an event was sent for; null for commands and clicks, which name the person's own alone. */
  readonly installedTeam: string | null;
  /** The sender's own, where Slack says it. */
  readonly ownTeam: string | undefined;
  /** Whether the channel is shared with other organizations. */
  readonly isShared: boolean;
}

/** `foreign`: another team's workspace, no word for it · `external`: someone of another organization in a shared channel. */
export type Admission = 'own' | 'external-admitted' | 'external' | 'foreign';

/** Who is answered. In a shared channel someone whose team Slack does not say is taken for external. */
export function admit(
  { teams, allowExternal }: Pick<SlackConfig, 'teams' | 'allowExternal'>,
  tokenTeam: string,
  { installedTeam, ownTeam, isShared }: Sender,
): Admission {
  const allowed = teams.length > 0 ? teams : [tokenTeam];
  if (installedTeam !== null && !allowed.includes(installedTeam)) return 'foreign';
  const isExternal = ownTeam === undefined ? isShared : !allowed.includes(ownTeam);
  if (!isExternal) return 'own';
  return allowExternal ? 'external-admitted' : 'external';
}
