import { admit } from './admit.ts';
import type { SlackIdentity } from './identity.ts';
import { messageKeyOf, threadKeyOf, userKeyOf } from './keys.ts';
import { plainText } from './plain-text.ts';
import { readMessage } from './read-message.ts';
import { EXTERNAL, HINT, plainMessage } from './render/notices.ts';
import { EventCallback, MessageEvent } from './slack-body.ts';
import { CHANNEL, type SlackDesk } from './slack-desk.ts';

/** Takes a message that is for us; resolves once it is kept. `isRetry`: Slack sends it again. */
export async function handleEvent(slack: SlackDesk, body: unknown, isRetry: boolean): Promise<void> {
  const envelope = EventCallback.safeParse(body).data;
  const event = MessageEvent.safeParse(envelope?.event).data;
  if (!envelope || !event) return;
  const identity = await slack.identity();
  const reading = readMessage(event, identity.botUserId);
  if (reading.kind === 'ignore') return;

  const team = envelope.team_id;
  const isShared = envelope.is_ext_shared_channel === true;
  const ownTeam = event.user_team ?? event.source_team ?? event.team;
  if (reading.kind === 'deleted') {
    await slack.desk.forget(messageKeyOf(team, event.channel, reading.ts));
    return;
  }
  const sender = { installedTeam: team, ownTeam, isShared };
  const admission = admit(slack.ctx.config.slack, identity.teamId, sender);
  if (admission === 'foreign') return;
  if (reading.kind === 'in-thread' && !(await isOurThread(slack, team, event))) return;

  const text = readText(event, identity);
  if (admission === 'external' || text === '') {
    if (!isRetry && reading.kind === 'addressed' && isFirstOfTwo(event)) {
      slack.later('hint', () => whisper(slack, event, admission === 'external' ? EXTERNAL : HINT));
    }
    return;
  }
  const { channel, channel_type: channelType, ts, thread_ts: threadTs = ts, user = '' } = event;
  const { place, isOpen } = await slack.findPlace({ channel, channelType, isShared });
  await slack.desk.receive({
    messageKey: messageKeyOf(team, channel, ts),
    threadKey: threadKeyOf(team, channel, threadTs),
    userKey: userKeyOf(ownTeam ?? team, user),
    place,
    isOpen: isOpen || admission === 'external-admitted',
    text,
    address: { kind: 'thread', channel, threadTs, user },
  });
}

function readText({ text = '' }: MessageEvent, { botUserId }: SlackIdentity): string {
  return plainText(text, botUserId);
}

/** A mention comes as two events, of which one is answered with a hint; a direct message comes as one. */
function isFirstOfTwo({ type, channel_type }: MessageEvent): boolean {
  return type === 'app_mention' || channel_type === 'im';
}

/** Whether we answer in the thread, or are about to. */
async function isOurThread(
  { ctx: { inbox } }: SlackDesk,
  team: string,
  { channel, thread_ts: threadTs = '' }: MessageEvent,
): Promise<boolean> {
  if ((await inbox.conversationOf(CHANNEL, threadKeyOf(team, channel, threadTs))) !== null) return true;
  return (await inbox.get(CHANNEL, messageKeyOf(team, channel, threadTs))) !== null;
}

async function whisper({ client }: SlackDesk, event: MessageEvent, text: string): Promise<void> {
  const { channel, user, ts, thread_ts: threadTs } = event;
  const isDirect = event.channel_type === 'im';
  const to = isDirect
    ? { channel, thread_ts: ts }
    : { channel, user, ...(threadTs && { thread_ts: threadTs }) };
  const method = isDirect ? 'chat.postMessage' : 'chat.postEphemeral';
  await client.call(method, { ...to, ...plainMessage(text) });
}
