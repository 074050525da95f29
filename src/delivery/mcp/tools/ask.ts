import type { Answer as DomainAnswer } from '../../../domain/answer.ts';
import { InvalidRequestError } from '../../../domain/errors/invalid-request-error.ts';
import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { maskPersonalNumbers } from '../../../language/personal-numbers.ts';
import { renderFootnotes } from '../../../portal/render-footnotes.ts';
import { Answer } from '../../../portal/replies/answer.ts';
import { RequestId, Role, visibleText } from '../../../portal/request-fields.ts';
import { parseRequestKey, REQUEST_KEY_RULE } from '../../../portal/request-key.ts';
import { defineTool } from '../agent-tool.ts';
import { endInTime } from '../end-in-time.ts';
import { toolInput } from '../tool-input.ts';

export const askTool = defineTool({
  name: 'ask',
  title: '问政策',
  description: [
    '回答政策文件的问题：给出结论、逐字引文和条文出处，以及牵头、配合、责任单位；文件没有说的会拒答并给出相近条文。要结论时先用它；转述时务必保留引文与出处（[1] 等标记及条文编号）。',
    'Answers a question from the loaded policy documents with verbatim quotes, clause ids and responsible units; refuses, with the nearest clauses, when the documents do not say. Use it first. Keep the citations in whatever you write, and pass conversationId on for follow-ups. Ask in Chinese where possible.',
  ].join('\n'),
  isReadOnly: false,
  input: toolInput({
    question: visibleText(4000).describe('问题，一次一个 · one question'),
    conversationId: RequestId.optional().describe('接着问时给出上次答复中的 conversationId · to follow up'),
    documentIds: RequestId.array()
      .max(100, '不能超过 100 项')
      .optional()
      .describe('只在这些文件中找 · only in these documents; an empty list restricts nothing'),
    unit: visibleText(100).optional().describe('只看这个单位的条文 · only clauses that name this unit'),
    role: Role.optional().describe('只看这一角色：lead 牵头、supporting 配合、responsible 责任'),
  }),
  output: Answer,
  async run({ question, conversationId, documentIds = [], unit, role }, { ctx, call, signal }) {
    const requestKey = call.requestKey === null ? null : parseRequestKey(call.requestKey);
    if (call.requestKey !== null && requestKey === null) throw new InvalidRequestError(REQUEST_KEY_RULE);
    ctx.logger.debug(
      { requestId: call.requestId, question: maskPersonalNumbers(question) },
      'question received',
    );
    call.notes.noteQuestion(question);
    const filters = {
      ...(documentIds.length > 0 && { documentIds }),
      ...(unit !== undefined && { units: [unit] }),
      ...(role && { role }),
    };
    const request = {
      message: question,
      ...(conversationId !== undefined && { conversationId }),
      ...(Object.keys(filters).length > 0 && { filters }),
    };
    const answer = await endInTime({ signal, timeoutMs: ctx.config.answerTimeoutMs }, (inTime) =>
      ctx.assistant.answer(request, call.caller, {
        signal: inTime,
        ...(requestKey !== null && { requestKey }),
      }),
    );
    call.notes.noteAnswer(answer);
    return answer as Answer;
  },
  render: (answer, place) =>
    [
      `${answer.answer.trimEnd()}${renderFootnotes(answer, place)}`.trimEnd(),
      answer.citations
        .map(({ marker, clauseId }) => `[${marker}] 条文编号：${escapeMarkdown(clauseId)}`)
        .join('\n'),
      renderNearest(answer),
      `会话编号（conversationId）：${answer.conversationId}`,
    ]
      .filter((block) => block !== '')
      .join('\n\n'),
});

function renderNearest({ refusal }: Pick<DomainAnswer, 'refusal'>): string {
  if (!refusal || refusal.nearest.length === 0) return '';
  const lines = refusal.nearest.map(
    ({ clauseId, documentTitle, path, title }) =>
      `- ${escapeMarkdown(clauseId)}：${escapeMarkdown(`《${documentTitle}》${path.at(-1) ?? title}`)}`,
  );
  return `相近的条文：\n${lines.join('\n')}`;
}
