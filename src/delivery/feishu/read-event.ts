import * as z from 'zod';

const text = z.string().min(1).max(200);

/** What is read of im.message.receive_v1. */
const MessageEvent = z.object({
  header: z.object({ event_type: z.literal('im.message.receive_v1'), tenant_key: text }),
  event: z.object({
    sender: z.object({
      sender_type: z.string(),
      sender_id: z.object({ open_id: text }).nullish(),
    }),
    message: z.object({
      message_id: text,
      root_id: z.string().max(200).optional(),
      thread_id: z.string().max(200).optional(),
      /** Milliseconds since 1970. */
      create_time: z.string().regex(/^\d{1,15}$/),
      chat_id: text,
      chat_type: z.string(),
      message_type: z.string(),
      content: z.string(),
      mentions: z
        .array(
          z.object({
            key: text,
            name: z.string(),
            id: z.object({ open_id: z.string().optional() }).nullish(),
          }),
        )
        .optional(),
    }),
  }),
});

const RecallEvent = z.object({
  header: z.object({ event_type: z.literal('im.message.recalled_v1') }),
  event: z.object({ message_id: text }),
});

const CardAction = z.object({
  header: z.object({ event_type: z.literal('card.action.trigger') }),
  event: z.object({
    action: z.object({
      value: z.object({ verdict: z.enum(['up', 'down']), messageId: text, threadKey: z.string().max(1000) }),
    }),
  }),
});

/** A message of a person. */
export interface FeishuMessage {
  readonly kind: 'message';
  readonly tenantKey: string;
  readonly messageId: string;
  /** The message that the thread or the replies begin with; null where it is no reply. */
  readonly rootId: string | null;
  /** Whether it stands in a thread that Feishu shows aside. */
  readonly isInThread: boolean;
  readonly writtenAt: Date;
  readonly chatId: string;
  readonly isDirect: boolean;
  readonly userId: string;
  /** Plain text; mentions are still keys like `@_user_1`. */
  readonly text: string;
  readonly mentions: readonly {
    readonly key: string;
    readonly name: string;
    readonly openId: string | null;
  }[];
}

export type FeishuEvent =
  | FeishuMessage
  | { readonly kind: 'recall'; readonly messageId: string }
  | {
      readonly kind: 'verdict';
      readonly verdict: 'up' | 'down';
      readonly messageId: string;
      readonly threadKey: string;
    };

/** Reads an event; null for one that is not for us: another kind, a bot's own message, a picture. */
export function readEvent(payload: unknown): FeishuEvent | null {
  const message = MessageEvent.safeParse(payload);
  if (message.success) return readMessage(message.data);
  const recall = RecallEvent.safeParse(payload);
  if (recall.success) return { kind: 'recall', messageId: recall.data.event.message_id };
  const action = CardAction.safeParse(payload);
  return action.success ? { kind: 'verdict', ...action.data.event.action.value } : null;
}

function readMessage({ header, event }: z.infer<typeof MessageEvent>): FeishuMessage | null {
  const { sender, message } = event;
  const userId = sender.sender_id?.open_id;
  const content = readContent(message.message_type, message.content);
  if (sender.sender_type !== 'user' || userId === undefined || content === null) return null;
  return {
    kind: 'message',
    tenantKey: header.tenant_key,
    messageId: message.message_id,
    rootId: message.root_id || null,
    isInThread: Boolean(message.thread_id),
    writtenAt: new Date(Number(message.create_time)),
    chatId: message.chat_id,
    isDirect: message.chat_type === 'p2p',
    userId,
    text: content,
    mentions: (message.mentions ?? []).map(({ key, name, id }) => ({
      key,
      name,
      openId: id?.open_id ?? null,
    })),
  };
}

const TextContent = z.object({ text: z.string() });
const PostContent = z.object({
  title: z.string().optional(),
  content: z.array(
    z.array(z.object({ tag: z.string(), text: z.string().optional(), user_id: z.string().optional() })),
  ),
});

/** The words of a text or of formatted text (post); null for anything else. */
function readContent(type: string, json: string): string | null {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return null;
  }
  if (type === 'text') return TextContent.safeParse(content).data?.text ?? null;
  if (type !== 'post') return null;
  const post = PostContent.safeParse(content);
  if (!post.success) return null;
  const lines = post.data.content.map((line) =>
    line.map((part) => (part.tag === 'at' ? ` ${part.user_id ?? ''} ` : (part.text ?? ''))).join(''),
  );
  return [post.data.title ?? '', ...lines].filter((line) => line.trim() !== '').join('\n');
}
