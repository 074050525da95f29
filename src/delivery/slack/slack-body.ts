import { z } from 'zod';

/** What Slack sends, as far as it is read. It is signed, so a body of another shape is one that is not for us. */
const text = z.string().optional();

export const MessageEvent = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: text,
  user: text,
  bot_id: text,
  channel: z.string(),
  channel_type: text,
  ts: z.string(),
  thread_ts: text,
  text,
  /** The writer's own team, in channels that teams share. */
  user_team: text,
  source_team: text,
  team: text,
  deleted_ts: text,
  /** What an edited message has become. */
  message: z.object({ ts: z.string(), subtype: text }).optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

export const EventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  is_ext_shared_channel: z.boolean().optional(),
  event: z.unknown(),
});

export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
});
export type SlashCommand = z.infer<typeof SlashCommand>;

export const BlockActions = z.object({
  type: z.literal('block_actions'),
  trigger_id: z.string(),
  response_url: z.string().default(''),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), team_id: text }),
  channel: z.object({ id: z.string() }),
  container: z.object({ message_ts: text, is_ephemeral: z.boolean().optional(), thread_ts: text }),
  actions: z.array(z.object({ action_id: z.string(), value: text })).min(1),
});
export type BlockActions = z.infer<typeof BlockActions>;
