import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { Query } from '../../../domain/query.ts';
import { QueryReply } from '../../../portal/replies/query.ts';
import { runQuery } from '../../../portal/run-query.ts';
import { defineTool } from '../agent-tool.ts';
import { renderNext } from '../page-input.ts';
import { toolInput } from '../tool-input.ts';
import { nameUnits } from './name-units.ts';

/** Clauses of a group that are named in the text; the structured reply has more. */
const SHOWN_IDS = 5;

type Row = QueryReply['rows'][number];

export const queryTool = defineTool({
  name: 'query',
  title: '条件查询',
  description: [
    '按确切条件查条文、单位、文件或章节（单位 all/any/only/none、角色、文件、章节、文字、期限），齐全并计数，可分组、排序、对比，then 接着查前一步的结果。共同任务、谁牵头最多、几个单位对比时用它。',
    'Clauses, units, documents or sections by exact conditions: complete, counted, grouped, compared; `then` queries the rows of the step before. Use it for joint tasks, rankings and comparisons. Page with cursor in the last step.',
  ].join('\n'),
  isReadOnly: true,
  input: toolInput({ query: Query }),
  output: QueryReply,
  async run({ query }, { ctx, call, signal }) {
    const { owner, visibility } = call.caller;
    const run = () => runQuery(ctx, query, { visibility, signal });
    return (await ctx.turns.run(owner.keyId, run, { signal })) as QueryReply;
  },
  render: ({ reading, total, rowTotal, nextCursor, sides, rows, groups }) => {
    const shown = rows.length + groups.length;
    return [
      escapeMarkdown(reading),
      `共 ${total} 项${shown > 0 && shown < rowTotal ? `，以下 ${shown} 行（共 ${rowTotal} 行）` : ''}。`,
      ...sides.map((side, at) => `${at + 1}\\. ${escapeMarkdown(side.reading)}：${side.total} 项`),
      ...groups.map(
        ({ label, count, clauseIds, side }) =>
          `- ${onSide(side)}${escapeMarkdown(label)}：${count} 项（${escapeMarkdown(clauseIds.slice(0, SHOWN_IDS).join('、'))}${clauseIds.length > SHOWN_IDS ? ' …' : ''}）`,
      ),
      ...rows.map((row) => `- ${onSide(row.side)}${renderRow(row)}`),
      ...renderNext(nextCursor),
    ].join('\n');
  },
});

function onSide(side: number | undefined): string {
  return side === undefined ? '' : `（${side + 1}）`;
}

function renderRow(row: Row): string {
  if ('clauseId' in row) {
    const place = `${escapeMarkdown(row.clauseId)}：${escapeMarkdown(`《${row.documentTitle}》${row.path.at(-1) ?? row.title}`)}`;
    const deadline =
      'printed' in row
        ? [`${'kind' in row ? '期限' : '数值'}：${escapeMarkdown(row.printed)}`]
        : row.deadline === null
          ? []
          : [`期限：${escapeMarkdown(row.deadline.text)}`];
    return [place, ...deadline, ...nameUnits(row.units)].join('\n  ');
  }
  const name = 'name' in row ? row.name : 'label' in row ? row.label : `${row.documentId}：《${row.title}》`;
  return `${escapeMarkdown(name)}：${row.count} 项任务，${row.clauseCount} 条`;
}
