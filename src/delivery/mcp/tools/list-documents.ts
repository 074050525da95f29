import { escapeMarkdown } from '../../../domain/escape-markdown.ts';
import { listDocuments } from '../../../portal/list-documents.ts';
import { DocumentList } from '../../../portal/replies/documents.ts';
import { defineTool } from '../agent-tool.ts';
import { PAGE_INPUT, renderNext } from '../page-input.ts';
import { toolInput } from '../tool-input.ts';

export const listDocumentsTool = defineTool({
  name: 'list_documents',
  title: '文件目录',
  description: [
    '列出可查的全部政策文件：编号、标题、文号、发文机关、日期、是否仍有效。想知道有哪些文件，或要 documentId 时用。',
    'All documents that may be consulted, with id, title, number, issuer, date and validity. Use it to learn what is there, or to find a documentId.',
  ].join('\n'),
  isReadOnly: true,
  input: toolInput({ ...PAGE_INPUT }),
  output: DocumentList,
  async run(page, { ctx, call }) {
    return (await listDocuments(ctx, page, call.caller.visibility)) as DocumentList;
  },
  render: ({ total, nextCursor, documents }) =>
    [
      `共 ${total} 份文件${documents.length < total ? `，以下 ${documents.length} 份` : ''}。`,
      ...documents.map(({ documentId, title, documentNumber, issuer, issuedOn, validity, clauseCount }) =>
        [
          `- ${escapeMarkdown(documentId)}：《${escapeMarkdown(title)}》`,
          ...[documentNumber, issuer, issuedOn].flatMap((fact) =>
            fact === null ? [] : escapeMarkdown(fact),
          ),
          escapeMarkdown(validity.basis),
          `${clauseCount} 条`,
        ].join('，'),
      ),
      ...renderNext(nextCursor),
    ].join('\n'),
});
