import { admit } from './admit.ts';
import { messageKeyOf, userKeyOf } from './keys.ts';
import { plainText } from './plain-text.ts';
import type { SlackMessage } from './render/blocks.ts';
import { EXTERNAL, HINT, plainMessage, WAITING } from './render/notices.ts';
import type { SlashCommand } from './slack-body.ts';
import type { SlackDesk } from './slack-desk.ts';

/**
 * `/policy 问题`: answered to the asker alone, with what may be seen in a direct message; a button brings it into the channel. The reply
 * to the command is the waiting sign. Null where nothing is to be said.
 */
export async function handleCommand(slack: SlackDesk, command: SlashCommand): Promise<SlackMessage | null> {
  const {
    team_id: team,
    channel_id: channel,
    user_id: user,
    trigger_id,
    response_url: responseUrl,
  } = command;
  const identity = await slack.identity();
  const sender = { installedTeam: null, ownTeam: team, isShared: false };
  const admission = admit(slack.ctx.config.slack, identity.teamId, sender);
  if (admission === 'external') return plainMessage(EXTERNAL);
  const text = plainText(command.text, identity.botUserId);
  if (/^(?:help|帮助|\?|？)?$/i.test(text)) return plainMessage(HINT);
  const key = messageKeyOf(team, channel, `command:${trigger_id}`);
  await slack.desk.receive({
    messageKey: key,
    threadKey: key,
    userKey: userKeyOf(team, user),
    place: 'dm',
    isOpen: admission === 'external-admitted',
    text,
    address: { kind: 'private', channel, user, responseUrl, threadTs: '' },
  });
  return plainMessage(WAITING);
}
