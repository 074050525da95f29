import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { readClause } from '../../../portal/read-clause.ts';
import { Clause } from '../../../portal/replies/clauses.ts';
import { RequestId } from '../../../portal/request-fields.ts';
import { defineTool } from '../agent-tool.ts';
import { toolInput } from '../tool-input.ts';
import { nameUnits } from './name-units.ts';

export const readClauseTool = defineTool({
  name: 'read_clause',
  title: '读条文',
  description: [
    '按条文编号读一条的全文：所在标题、单位与角色、期限、文件信息与是否仍有效、上一条和下一条的编号。要核对引文或看上下文时用。引用其中的话须逐字，并注明条文编号。',
    'One clause whole, by its id: heading trail, units by role, deadline, facts and validity of its document, ids of the clauses before and after. Use it to check a quote or to see the context. Quote it verbatim and keep the clause id.',
  ].join('\n'),
  isReadOnly: true,
  input: toolInput({
    clauseId: RequestId.describe('条文编号 · the clause id, as in smart-city-2015-2017:2.1.1'),
  }),
  output: Clause,
  idsOf: ({ clauseId }) => ({ clauseId }),
  async run({ clauseId }, { ctx, call }) {
    return (await readClause(ctx, clauseId, call.caller.visibility)) as Clause;
  },
  render: (clause) =>
    [
      escapeMarkdown(clause.label),
      [
        `条文编号：${escapeMarkdown(clause.clauseId)}`,
        `标题：${escapeMarkdown(clause.path.join(' / '))}`,
        ...(clause.documentNumber === null ? [] : [`文号：${escapeMarkdown(clause.documentNumber)}`]),
        ...(clause.issuer === null ? [] : [`发文机关：${escapeMarkdown(clause.issuer)}`]),
        ...(clause.issuedOn === null ? [] : [`发文日期：${clause.issuedOn}`]),
        `效力：${escapeMarkdown(clause.validity.basis)}（${clause.validity.state}）`,
        ...(clause.deadline === null ? [] : [`期限：${escapeMarkdown(clause.deadline.text)}`]),
        ...nameUnits(clause.units),
      ].join('\n'),
      clause.text.split('\n').map(escapeMarkdown).join('\n'),
      [
        ...(clause.previousClauseId === null ? [] : [`上一条：${escapeMarkdown(clause.previousClauseId)}`]),
        ...(clause.nextClauseId === null ? [] : [`下一条：${escapeMarkdown(clause.nextClauseId)}`]),
      ].join('\n'),
    ]
      .filter((block) => block !== '')
      .join('\n\n'),
});
