import { z } from 'zod';
import { ChatFields } from './chat-request.ts';
import { visibleText } from './shared.ts';

const MAX_MESSAGES = 1000;
/** Earlier questions that are read; older ones say nothing about this one. */
const MAX_HISTORY = 12;

const Role = z.enum(
  ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
  '应为 system、developer、user、assistant 或 tool',
);

/** A message as it comes; the content is read only where it is the asker's. */
const Message = z.object({ role: Role, content: z.unknown() }, '应为对象');

const TextPart = z.object({ type: z.literal('text'), text: z.string() });

/** A question: a string, or text parts, each on a line of its own. */
const Question = z
  .union(
    [z.string(), z.array(TextPart).transform((parts) => parts.map((part) => part.text).join('\n'))],
    '只接受文字：字符串，或类型为 text 的片段',
  )
  .pipe(visibleText(4000));

/**
 * The last message is the question. Earlier ones of the asker are its history, the oldest first; those that could not
 * have been a question here (empty, too long, with images) are left out. Whatever else stands in the list is data of the
 * client: it is no instruction and is not read.
 */
const Messages = z
  .array(z.unknown(), '应为列表')
  .min(1, '不能为空')
  .max(MAX_MESSAGES, `不能超过 ${MAX_MESSAGES} 条`)
  .pipe(z.array(Message))
  .transform((messages, context) => {
    const at = messages.length - 1;
    const last = messages[at];
    if (last?.role !== 'user') {
      context.addIssue({ code: 'custom', message: '最后一条须是 user 的消息', path: [at, 'role'] });
      return z.NEVER;
    }
    const question = Question.safeParse(last.content);
    if (!question.success) {
      for (const { message } of question.error.issues) {
        context.addIssue({ code: 'custom', message, path: [at, 'content'] });
      }
      return z.NEVER;
    }
    const history = messages.slice(0, at).flatMap(({ role, content }) => {
      const earlier = role === 'user' ? Question.safeParse(content) : null;
      return earlier?.success ? [earlier.data] : [];
    });
    return { question: question.data, history: history.slice(-MAX_HISTORY) };
  })
  .meta({
    description: `The last one is the question and must be the user's; of the earlier ones the user's last ${MAX_HISTORY} are read.`,
    override: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_MESSAGES,
      items: {
        type: 'object',
        required: ['role'],
        properties: {
          role: { type: 'string', enum: Role.options },
          content: { description: 'A string, or parts of type `text`; read only where the role is user.' },
        },
      },
    },
  });

const NO_TOOLS = '本服务不调用工具，只可为 none 或 auto';
const ToolMode = z.enum(['none', 'auto'], NO_TOOLS);
const AllowedTools = z.object({
  type: z.literal('allowed_tools'),
  allowed_tools: z.object({ mode: z.literal('auto') }),
});

/** Filters and context of /api/chat. A misspelt name would silently widen the answer, so it is refused. */
const Extension = z.strictObject(ChatFields.pick({ filters: true, context: true }).shape, {
  error: (issue) =>
    issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys?.join('、')}` : '应为对象',
});

/**
 * Body of POST /v1/chat/completions. Refused is what would make the client wait for something that never comes: several
 * choices, a tool call, JSON, sound. Every other parameter is ignored.
 */
export const ChatCompletionRequest = z
  .object(
    {
      model: z.string('应为文字').min(1, '不能为空').max(200, '过长'),
      messages: Messages,
      stream: z.boolean('应为 true 或 false').nullish(),
      stream_options: z
        .object({ include_usage: z.boolean('应为 true 或 false').nullish() }, '应为对象')
        .nullish(),
      n: z.literal(1, '只能为 1').nullish(),
      response_format: z.object({ type: z.literal('text', '只能为 text') }, '应为对象').nullish(),
      modalities: z.array(z.literal('text', '只能为 text'), '应为列表').nullish(),
      tool_choice: z.union([ToolMode, AllowedTools], NO_TOOLS).nullish(),
      function_call: ToolMode.nullish(),
      tiaowen: Extension.nullish(),
    },
    '应为 JSON 对象',
  )
  .meta({
    id: 'ChatCompletionRequest',
    description: 'Every other parameter of OpenAI is accepted and ignored.',
  });
export type ChatCompletionRequest = z.output<typeof ChatCompletionRequest>;
