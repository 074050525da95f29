import type { ConversationSummary } from '../../domain/conversation.ts';

export type ConversationPlace = Pick<ConversationSummary, 'updatedAt' | 'conversationId'>;

/** Where a list of conversations goes on: opaque to clients. */
export function conversationCursor({ updatedAt, conversationId }: ConversationPlace): string {
  return Buffer.from(JSON.stringify([updatedAt, conversationId])).toString('base64url');
}

/** Null where the text is no cursor. */
export function readConversationCursor(cursor: string): ConversationPlace | null {
  try {
    const [updatedAt, conversationId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isPlace = typeof updatedAt === 'string' && typeof conversationId === 'string';
    return isPlace ? { updatedAt, conversationId } : null;
  } catch {
    return null;
  }
}
