import { z } from 'zod';
import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { SearchReply } from '../../../portal/replies/clauses.ts';
import { visibleText } from '../../../portal/request-fields.ts';
import { searchClauses } from '../../../portal/search-clauses.ts';
import { defineTool } from '../agent-tool.ts';
import { toolInput } from '../tool-input.ts';

export const searchClausesTool = defineTool({
  name: 'search_clauses',
  title: '检索条文',
  description: [
    '按内容检索条文，按相关程度排列，给出全文与条文编号。要看有哪些相关条文、或 ask 拒答后自行查找时用；不保证齐全，某单位的全部任务请用 unit_tasks。引用时注明条文编号。',
    'Clauses for a query, ranked, with their text and ids. Use it to look around, or after ask refused. It is a top-k and never complete: for everything about a unit use unit_tasks. Cite the clause ids that you rely on.',
  ].join('\n'),
  isReadOnly: true,
  input: toolInput({
    query: visibleText(4000).describe('要找的内容 · what to look for'),
    limit: z
      .int('应为整数')
      .min(1, '应为 1 至 100')
      .max(100, '应为 1 至 100')
      .default(10)
      .describe('最多几条 · how many at most'),
  }),
  output: SearchReply,
  async run({ query, limit }, { ctx, call, signal }) {
    call.notes.noteQuestion(query);
    const { owner, visibility } = call.caller;
    const find = () => searchClauses(ctx, { query, limit }, visibility);
    return (await ctx.turns.run(owner.keyId, find, { signal })) as SearchReply;
  },
  render: ({ hits }) =>
    hits.length === 0
      ? '没有找到相关条文。'
      : hits
          .map(
            ({ clauseId, documentTitle, path, text }, at) =>
              `${at + 1}\\. ${escapeMarkdown(clauseId)}：${escapeMarkdown(`《${documentTitle}》${path.join(' / ')}`)}\n${escapeMarkdown(text)}`,
          )
          .join('\n\n'),
});
