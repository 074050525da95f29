import * as z from 'zod';
import { readXml } from './read-xml.ts';

const TextMessage = z.object({
  ToUserName: z.string(),
  FromUserName: z.string().min(1).max(200),
  /** Seconds since 1970. */
  CreateTime: z.string().regex(/^\d{1,12}$/),
  MsgType: z.literal('text'),
  Content: z.string(),
  MsgId: z.string().regex(/^\d{1,25}$/),
  AgentID: z.string(),
});

/** What a person wrote to the application. */
export interface WecomMessage {
  readonly corpId: string;
  readonly agentId: string;
  readonly messageId: string;
  readonly userId: string;
  readonly writtenAt: Date;
  readonly text: string;
}

/** A message of text; null for anything else, as events and pictures. */
export function readCallback(xml: string): WecomMessage | null {
  const { success, data } = TextMessage.safeParse(readXml(xml));
  if (!success) return null;
  return {
    corpId: data.ToUserName,
    agentId: data.AgentID,
    messageId: data.MsgId,
    userId: data.FromUserName,
    writtenAt: new Date(Number(data.CreateTime) * 1000),
    text: data.Content.trim(),
  };
}
