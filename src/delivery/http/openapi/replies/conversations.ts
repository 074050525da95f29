import { z } from 'zod';
import type { Feedback as DomainFeedback } from '../../../../domain/feedback.ts';
import { Answer } from '../../../../portal/replies/answer.ts';
import { Verdict } from '../../schemas/feedback-request.ts';

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
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: '`cursor` of the next page; null where there is none.' }),
  })
  .meta({ id: 'ConversationList' });

const said = {
  verdict: Verdict,
  comment: z.string().nullable().meta({ description: 'As kept: numbers of persons are masked.' }),
  givenAt: z.iso.datetime(),
};

export const TurnFeedback = z.strictObject(said).meta({ id: 'TurnFeedback' });

export const Feedback = z.strictObject({ messageId: z.string(), conversationId: z.string(), ...said }).meta({
  id: 'Feedback',
  description: 'What the asker thinks of an answer.',
}) satisfies z.ZodType<DomainFeedback>;

export const Turn = z
  .strictObject({
    messageId: z.string(),
    askedAt: z.iso.datetime(),
    question: z.string(),
    answer: Answer,
    feedback: TurnFeedback.nullable().meta({ description: 'null where nothing was said.' }),
  })
  .meta({ id: 'Turn', description: 'One question with its answer.' });

const turns = z.array(Turn);

/** As it is taken away: whole. */
export const ExportedConversation = z
  .strictObject({ ...summary, turns })
  .meta({ id: 'ExportedConversation' });

export const Conversation = z
  .strictObject({
    ...summary,
    turns: turns.meta({ description: 'The last ones, in order.' }),
    turnCount: z.int().min(0).meta({ description: 'All of them.' }),
    earlier: z
      .int()
      .nullable()
      .meta({ description: '`before` of the turns ahead of these; null where there are none.' }),
  })
  .meta({ id: 'Conversation' });

export const RenamedConversation = z
  .strictObject({ conversationId: z.string(), title: z.string() })
  .meta({ id: 'RenamedConversation' });
