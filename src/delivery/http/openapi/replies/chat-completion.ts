import { z } from 'zod';
import { Answer } from '../../../../portal/replies/answer.ts';

const tokens = z.int().min(0);

export const Model = z
  .strictObject({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .meta({ id: 'Model' });

export const ModelList = z
  .strictObject({ object: z.literal('list'), data: z.array(Model) })
  .meta({ id: 'ModelList' });

/** The extra field: names and shapes of /api/chat. */
export const ExtraField = Answer.pick({
  messageId: true,
  indexVersion: true,
  resolvedQuestion: true,
  mode: true,
  aiGenerated: true,
  refused: true,
  refusal: true,
  citations: true,
  responsibleUnits: true,
  total: true,
  viaCollective: true,
  followUps: true,
  notices: true,
  modelReport: true,
})
  .extend({ conversationId: z.string().optional() })
  .meta({ id: 'ExtraField', description: 'What the text alone cannot carry; fields as in `Answer`.' });

export const Usage = z
  .strictObject({ prompt_tokens: tokens, completion_tokens: tokens, total_tokens: tokens })
  .meta({ id: 'Usage', description: 'Of the model behind; zeros where none was called.' });

const completion = {
  id: z.string().meta({ examples: ['chatcmpl-…'] }),
  created: z.int().meta({ description: 'Seconds since 1970.' }),
  model: z.string(),
};
const fingerprint = z.string().meta({ description: 'The version of the index.' });

export const ChatCompletion = z
  .strictObject({
    ...completion,
    object: z.literal('chat.completion'),
    system_fingerprint: fingerprint,
    choices: z.array(
      z.strictObject({
        index: z.int(),
        message: z.strictObject({
          role: z.literal('assistant'),
          content: z.string().meta({ description: 'Markdown: the answer, then the footnotes.' }),
          refusal: z.null().meta({ description: 'Whether the documents do not say stands in `tiaowen`.' }),
          tiaowen: ExtraField,
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: Usage,
  })
  .meta({ id: 'ChatCompletion' });

export const ChatCompletionChunk = z
  .strictObject({
    ...completion,
    object: z.literal('chat.completion.chunk'),
    system_fingerprint: fingerprint.optional(),
    choices: z.array(
      z.strictObject({
        index: z.int(),
        delta: z.strictObject({
          role: z.literal('assistant').optional(),
          content: z.string().optional(),
          refusal: z.null().optional(),
          tiaowen: ExtraField.optional(),
        }),
        logprobs: z.null(),
        finish_reason: z.literal('stop').nullable(),
      }),
    ),
    usage: Usage.nullable().optional().meta({ description: 'Only where `include_usage` was asked for.' }),
  })
  .meta({ id: 'ChatCompletionChunk', description: 'Data of one line of the stream, before `[DONE]`.' });
