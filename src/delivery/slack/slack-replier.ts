import type { ChannelReplier, ReplyHandle } from '../../channels/ports/channel-question.ts';
import { type Address, addressOf } from './address.ts';
import type { SlackMessage } from './render/blocks.ts';
import { plainMessage, renderNotice, WAITING } from './render/notices.ts';
import { renderAnswer } from './render/render-answer.ts';
import type { SlackClient } from './slack-client.ts';
import { isSlackError } from './slack-error.ts';

/** Nothing of a clause becomes a preview, a mention or a link that we have not made. */
export const QUIET = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;

/** Shows the waiting sign in the thread and the answer in its place; to one person alone, the answer only. */
export function createSlackReplier(client: SlackClient, publicUrl: string): ChannelReplier {
  return {
    async showWaiting(question) {
      const address = addressOf(question);
      // A command was answered with its own sign.
      if (address.kind === 'private') return null;
      return post(address, plainMessage(WAITING));
    },
    async showAnswer(question, answer, handle) {
      const address = addressOf(question);
      const audience =
        address.kind === 'private' ? 'private' : address.channel.startsWith('D') ? 'direct' : 'channel';
      const { threadKey } = question;
      const [first] = renderAnswer(answer, { publicUrl, threadKey, audience });
      await show(address, first!, handle);
    },
    async showNotice(question, notice, handle) {
      const address = addressOf(question);
      const message = renderNotice(notice);
      if (address.kind === 'thread' && handle === null && notice === 'too-many')
        await whisper(address, message);
      else await show(address, message, handle);
    },
  };

  async function show(address: Address, message: SlackMessage, handle: ReplyHandle | null): Promise<void> {
    if (address.kind === 'private') await showPrivately(address, message);
    else if (handle === null) await post(address, message);
    else await replace(address, message, handle);
  }

  async function post(
    { channel, threadTs }: Address & { kind: 'thread' },
    message: SlackMessage,
  ): Promise<ReplyHandle> {
    const send = (content: Partial<SlackMessage>) =>
      client.call('chat.postMessage', { channel, thread_ts: threadTs, ...QUIET, ...content });
    const { ts } = await send(message).catch(withoutBlocks(message, send));
    return { channel, ts: String(ts) };
  }

  async function replace(
    address: Address & { kind: 'thread' },
    message: SlackMessage,
    { channel, ts }: ReplyHandle,
  ): Promise<void> {
    const send = (content: Partial<SlackMessage>) =>
      client.call('chat.update', { channel, ts, parse: 'none', link_names: false, ...content });
    try {
      await send(message).catch(withoutBlocks(message, send));
    } catch (error) {
      // Someone has deleted the waiting sign.
      if (!isSlackError(error, 'message_not_found', 'cant_update_message', 'edit_window_closed')) throw error;
      await post(address, message);
    }
  }

  async function showPrivately(address: Address & { kind: 'private' }, message: SlackMessage): Promise<void> {
    const { responseUrl, threadTs } = address;
    try {
      await client.respond(responseUrl, { ...message, ...(threadTs !== '' && { thread_ts: threadTs }) });
    } catch (error) {
      // It is good for half an hour only.
      if (!isSlackError(error)) throw error;
      await whisper(address, message);
    }
  }

  async function whisper({ channel, user, threadTs }: Address, message: SlackMessage): Promise<void> {
    await client.call('chat.postEphemeral', {
      channel,
      user,
      ...(threadTs !== '' && { thread_ts: threadTs }),
      parse: 'none',
      link_names: false,
      ...message,
    });
  }
}

/** What Slack calls too long after all is shown as its first sentences, with the address of the page that has it whole. */
function withoutBlocks(message: SlackMessage, send: (content: Partial<SlackMessage>) => Promise<unknown>) {
  return async (error: unknown): Promise<Record<string, unknown>> => {
    const isTooLong = isSlackError(error, 'msg_too_long', 'msg_blocks_too_long', 'invalid_blocks');
    if (!isTooLong) throw error;
    const content = { text: `${message.text}\n（内容过长，此处只显示开头，请在网页上查看。）`, blocks: [] };
    return (await send(content)) as Record<string, unknown>;
  };
}
