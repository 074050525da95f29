import { z } from 'zod';
import { Answer } from './answer.ts';

const summary = {
  conversationId: z.string(),
  title: z.string().meta({ description: 'First question, shortened, until renamed.' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

export const ConversationSummary = z
  .strictObject({ ...summary, turnCount: z.int().min(0) })
  .meta({ id: 'ConversationSummary' });

export const ConversationList = z
  .strictObject({
    conversations: z.array(ConversationSummary).meta({ description: 'Most recently updated first.' }),
  })
  .meta({ id: 'ConversationList' });

export const Turn = z
  .strictObject({ messageId: z.string(), askedAt: z.iso.datetime(), question: z.string(), answer: Answer })
  .meta({ id: 'Turn', description: 'One question with its answer.' });

export const Conversation = z.strictObject({ ...summary, turns: z.array(Turn) }).meta({ id: 'Conversation' });

export const RenamedConversation = z
  .strictObject({ conversationId: z.string(), title: z.string() })
  .meta({ id: 'RenamedConversation' });
