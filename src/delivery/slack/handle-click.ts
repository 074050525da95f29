import { citedClauseUrl } from '../../domain/clause-summary.ts';
import type { Turn } from '../../domain/conversation.ts';
import { isTurnVisible } from '../../domain/withhold-hidden.ts';
import { admit } from './admit.ts';
import type { Place } from './find-place.ts';
import { messageKeyOf, threadKeyOf, userKeyOf } from './keys.ts';
import { ACTIONS, type ActionValue, readActionValue } from './render/action-values.ts';
import type { SlackMessage } from './render/blocks.ts';
import { CANNOT_SHARE, EXTERNAL, GONE, plainMessage, renderShared, THANKS } from './render/notices.ts';
import { renderAnswer, renderClause } from './render/render-answer.ts';
import type { BlockActions } from './slack-body.ts';
import { CHANNEL, type SlackDesk } from './slack-desk.ts';
import { QUIET } from './slack-replier.ts';

/** A click as it is worked on. */
interface Click {
  readonly body: BlockActions;
  readonly value: ActionValue;
  readonly place: Place;
  readonly team: string;
  readonly isExternal: boolean;
}

/** Takes a click on one of our buttons; resolves once what it asks for is kept or under way. */
export async function handleClick(slack: SlackDesk, body: BlockActions): Promise<void> {
  const [{ action_id: actionId, value: text }] = body.actions as [BlockActions['actions'][number]];
  const value = readActionValue(text);
  const { id: channel } = body.channel;
  // Buttons of other apps' messages do not come here; those of another channel's answers are not ours to open.
  const [team, valueChannel] = value?.t.split(':') ?? [];
  if (value === null || team === undefined || valueChannel !== channel) return;
  const identity = await slack.identity();
  const ownTeam = body.user.team_id ?? body.team.id;
  const sender = { installedTeam: null, ownTeam, isShared: false };
  const admission = admit(slack.ctx.config.slack, identity.teamId, sender);
  if (admission === 'external') {
    slack.later('refusal', () => tell(slack, body, plainMessage(EXTERNAL)));
    return;
  }
  const found = body.container.is_ephemeral
    ? { place: 'dm', isOpen: false }
    : await slack.findPlace({ channel, channelType: undefined, isShared: false });
  const isExternal = admission === 'external-admitted';
  const place = { ...found, isOpen: found.isOpen || isExternal };
  const click: Click = { body, value, place, team, isExternal };
  const [action] = actionId.split(':');
  switch (action) {
    case ACTIONS.up:
    case ACTIONS.down:
      slack.later('feedback', () => rate(slack, click, action));
      return;
    case ACTIONS.clause:
      slack.later('clause', () => showClause(slack, click));
      return;
    case ACTIONS.showAll:
      slack.later('rest', () => showRest(slack, click));
      return;
    case ACTIONS.showMe:
      await askPrivately(slack, click);
      return;
    case ACTIONS.share:
      slack.later('share', () => share(slack, click));
      return;
  }
}

async function rate(slack: SlackDesk, { body, value }: Click, action: 'up' | 'down'): Promise<void> {
  const isKept = await slack.desk.giveFeedback(value.t, value.m, { verdict: action, comment: null });
  await tell(slack, body, plainMessage(isKept ? THANKS : GONE));
}

async function showClause(slack: SlackDesk, click: Click): Promise<void> {
  const turn = await findTurn(slack, click);
  const citation = turn?.answer.citations.find(({ marker }) => marker === click.value.n);
  if (!citation) return tell(slack, click.body, plainMessage(GONE));
  const link = `${slack.ctx.config.publicUrl}${citedClauseUrl(citation)}`;
  await tell(slack, click.body, renderClause(citation, link));
}

/** The first part loses the button, so that the rest comes once. */
async function showRest(slack: SlackDesk, click: Click): Promise<void> {
  const { body, value } = click;
  const turn = await findTurn(slack, click);
  if (!turn) return tell(slack, body, plainMessage(GONE));
  const { id: channel } = body.channel;
  const { publicUrl } = slack.ctx.config;
  const isPrivate = body.container.is_ephemeral === true;
  const audience = isPrivate ? 'private' : channel.startsWith('D') ? 'direct' : 'channel';
  const options = { publicUrl, threadKey: value.t, audience, isExpanded: true } as const;
  const [first, ...rest] = renderAnswer(turn.answer, options);
  if (isPrivate) {
    for (const message of rest) await tell(slack, body, message);
    return;
  }
  const ts = body.container.message_ts;
  await slack.client.call('chat.update', { channel, ts, parse: 'none', link_names: false, ...first });
  const threadTs = value.t.split(':').at(-1);
  for (const message of rest) {
    await slack.client.call('chat.postMessage', { channel, thread_ts: threadTs, ...QUIET, ...message });
  }
}

/** The same question, asked with what the person may see and shown to nobody else. */
async function askPrivately(slack: SlackDesk, click: Click): Promise<void> {
  const { body, team, isExternal } = click;
  const turn = await findTurn(slack, click);
  if (!turn) {
    slack.later('gone', () => tell(slack, body, plainMessage(GONE)));
    return;
  }
  const { id: channel } = body.channel;
  const { id: user, team_id: ownTeam = team } = body.user;
  const key = messageKeyOf(team, channel, `private:${body.trigger_id}`);
  await slack.desk.receive({
    messageKey: key,
    threadKey: key,
    userKey: userKeyOf(ownTeam, user),
    place: 'dm',
    isOpen: isExternal,
    text: turn.answer.resolvedQuestion,
    address: {
      kind: 'private',
      channel,
      user,
      responseUrl: body.response_url,
      threadTs: body.container.thread_ts ?? '',
    },
  });
}

/** The same question, asked in the channel with what may be seen there: what only its asker may see does not get there. */
async function share(slack: SlackDesk, click: Click): Promise<void> {
  const { body, team, isExternal } = click;
  const turn = await findTurn(slack, click);
  if (!turn) return tell(slack, body, plainMessage(GONE));
  const { id: channel } = body.channel;
  const { id: user, team_id: ownTeam = team } = body.user;
  const text = turn.answer.resolvedQuestion;
  let ts: string;
  try {
    const posted = await slack.client.call('chat.postMessage', {
      channel,
      ...QUIET,
      ...renderShared(user, text),
    });
    ts = String(posted['ts']);
  } catch (error) {
    await tell(slack, body, plainMessage(CANNOT_SHARE));
    throw error;
  }
  const { place, isOpen } = await slack.findPlace({ channel, channelType: undefined, isShared: false });
  await slack.desk.receive({
    messageKey: messageKeyOf(team, channel, ts),
    threadKey: threadKeyOf(team, channel, ts),
    userKey: userKeyOf(ownTeam, user),
    place,
    isOpen: isOpen || isExternal,
    text,
    address: { kind: 'thread', channel, threadTs: ts, user },
  });
}

/** Null where it was deleted, or a document of it is hidden since from where it stands. */
async function findTurn(slack: SlackDesk, { value, place }: Click): Promise<Turn | null> {
  const kept = await slack.ctx.conversations.findTurn(value.m, { keyId: CHANNEL, endUser: value.t });
  const visibility = slack.visibilityOf(place);
  if (!kept || visibility === null || !isTurnVisible(kept.turn, visibility)) return null;
  return kept.turn;
}

/** To the one who clicked. */
async function tell({ client }: SlackDesk, body: BlockActions, message: SlackMessage): Promise<void> {
  const threadTs = body.container.thread_ts;
  await client.respond(body.response_url, { ...message, ...(threadTs && { thread_ts: threadTs }) });
}
