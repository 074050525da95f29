import { z } from 'zod';
import { ExportedConversation, Feedback } from './conversations.ts';

export const PersonalData = z
  .strictObject({
    owner: z.strictObject({
      keyId: z.string().meta({ description: '`anonymous` where no keys are configured.' }),
      endUser: z.string().nullable(),
    }),
    exportedAt: z.iso.datetime(),
    conversations: z.array(ExportedConversation).meta({ description: 'Most recently updated first.' }),
    feedback: z.array(Feedback).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'PersonalData' });

export const DeletedPersonalData = z
  .strictObject({
    deleted: z.strictObject({ conversations: z.int().min(0), feedback: z.int().min(0) }),
  })
  .meta({ id: 'DeletedPersonalData' });
