import { handleClick } from './handle-click.ts';
import { handleCommand } from './handle-command.ts';
import { handleEvent } from './handle-event.ts';
import { BlockActions, SlashCommand } from './slack-body.ts';
import type { SlackDesk } from './slack-desk.ts';

/** What Slack is answered with at once; null for an empty reply. */
export type Acknowledgement = object | null;

/** Whatever came from Slack for certain. Resolves once what it asks for is kept; throws where it could not be, so that Slack sends it again. */
export async function handleBody(
  slack: SlackDesk,
  body: unknown,
  { isRetry }: { readonly isRetry: boolean },
): Promise<Acknowledgement> {
  const { type, command } = body as { type?: unknown; command?: unknown };
  if (type === 'event_callback') {
    await handleEvent(slack, body, isRetry);
    return null;
  }
  if (type === 'block_actions') {
    const clicked = BlockActions.safeParse(body).data;
    if (clicked) await handleClick(slack, clicked);
    return null;
  }
  const read = typeof command === 'string' ? SlashCommand.safeParse(body).data : undefined;
  const message = read ? await handleCommand(slack, read) : null;
  return message === null ? null : { response_type: 'ephemeral', ...message };
}
