import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { listUnitTasks } from '../../../portal/list-unit-tasks.ts';
import { UnitTasks } from '../../../portal/replies/units.ts';
import { RequestId, Role, visibleText } from '../../../portal/request-fields.ts';
import { defineTool } from '../agent-tool.ts';
import { PAGE_INPUT, renderNext } from '../page-input.ts';
import { toolInput } from '../tool-input.ts';
import { nameUnits } from './name-units.ts';

export const unitTasksTool = defineTool({
  name: 'unit_tasks',
  title: '单位任务',
  description: [
    '某单位的全部任务，齐全并计数（total 为任务数；同一任务的几条共用 taskId），另列仅经“各区人民政府”等集体称谓涉及的条文（viaCollective，不计入 total）。要清单或数目时用它，不要用检索代替。引用时保留条文编号。',
    'Every task of a unit, complete and counted: total counts printed tasks, viaCollective lists clauses that reach the unit only through a collective name and are not in total. Use it for lists and counts instead of searching. Keep the clause ids.',
  ].join('\n'),
  isReadOnly: true,
  input: toolInput({
    unit: visibleText(200).describe('单位名称，简称、旧称亦可 · printed, short, former or later name'),
    role: Role.optional().describe('只看这一角色：lead 牵头、supporting 配合、responsible 责任'),
    documentId: RequestId.optional().describe('只看这份文件 · only this document'),
    ...PAGE_INPUT,
  }),
  output: UnitTasks,
  idsOf: ({ unit, documentId }) => ({ unit, ...(documentId !== undefined && { documentId }) }),
  async run({ unit, role, documentId, ...page }, { ctx, call }) {
    const request = { unit, ...(role && { role }), ...(documentId !== undefined && { documentId }) };
    return (await listUnitTasks(ctx, { ...request, ...page }, call.caller.visibility)) as UnitTasks;
  },
  render: (page) => {
    const { unit, names, explanations, total, tasks, clauseTotal, viaCollective, viaCollectiveTotal } = page;
    const isPart = tasks.length + viaCollective.length < clauseTotal + viaCollectiveTotal;
    return [
      [
        `${escapeMarkdown(unit)}：共 ${total} 项任务（${clauseTotal} 条条文）${isPart ? `，以下 ${tasks.length} 条` : ''}。`,
        ...(names.length > 0 ? [`文件所载名称：${escapeMarkdown(names.join('、'))}`] : []),
        ...explanations.map(escapeMarkdown),
      ].join('\n'),
      ...tasks.map(({ clauseId, documentTitle, path, title, units, deadline }) =>
        [
          `- ${escapeMarkdown(clauseId)}：${escapeMarkdown(`《${documentTitle}》${path.at(-1) ?? title}`)}`,
          ...(deadline === null ? [] : [`  期限：${escapeMarkdown(deadline.text)}`]),
          ...nameUnits(units).map((line) => `  ${line}`),
        ].join('\n'),
      ),
      ...(viaCollectiveTotal === 0
        ? []
        : [
            `另有 ${viaCollectiveTotal} 条仅经集体称谓涉及，不计入上数：`,
            ...viaCollective.map(
              ({ clauseId, documentTitle, excerpt }) =>
                `- ${escapeMarkdown(clauseId)}：${escapeMarkdown(`《${documentTitle}》${excerpt}`)}`,
            ),
          ]),
      ...renderNext(page.nextCursor),
    ].join('\n');
  },
});
