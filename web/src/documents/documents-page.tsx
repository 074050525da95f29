import { loadAllPages } from '../api/load-all-pages.ts';
import type { DocumentList as DocumentListReply, PolicyDocument } from '../api/types.ts';
import { ValidityTag } from '../chat/source-list.tsx';
import { describePeriod } from '../clause/clause-card.tsx';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { type DocumentJobs, useDocumentJobs } from './document-jobs.ts';
import { DocumentActions, ManageDocuments } from './manage-documents.tsx';

const loadDocuments = loadAllPages<DocumentListReply>('documents');

/** What is loaded; for admins with what changes it. */
export function DocumentsPage() {
  const session = useLoaded<{ mayChangeDocuments: boolean }>('/api/session');
  const mayChange = session.state === 'loaded' && session.value.mayChangeDocuments;
  return (
    <article class="page">
      <h1>已收录的文件</h1>
      {mayChange ? <ChangeableDocuments /> : <DocumentList manager={null} />}
    </article>
  );
}

function ChangeableDocuments() {
  const manager = useDocumentJobs();
  return (
    <>
      <ManageDocuments manager={manager} />
      <DocumentList key={manager.changes} manager={manager} />
    </>
  );
}

function DocumentList({ manager }: { readonly manager: DocumentJobs | null }) {
  const loaded = useLoaded('/api/documents', loadDocuments);
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="文件" />;
  const { documents, total, clauseTotal } = loaded.value;
  return (
    <>
      <p class="lead">
        共 {total} 份，{clauseTotal} 条。回答只依据这些文件。
      </p>
      <ul class="documents">
        {documents.map((document) => (
          <li key={document.documentId}>
            <Link
              class="document-title"
              to={{ page: 'document', documentId: document.documentId, source: null }}
            >
              {document.title}
            </Link>
            <DocumentFacts document={document} />
            {manager && (
              <DocumentActions documentId={document.documentId} title={document.title} manager={manager} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Of plain text nothing is said. */
const FORMAT_NAMES: Readonly<Record<string, string>> = {
  docx: 'Word',
  doc: 'Word',
  sheet: '表格',
  pdf: 'PDF',
  ofd: 'OFD',
  html: '网页',
  archive: '压缩包',
};

/** One quiet line: kind of file, number, issuer, date, period, clauses, and what was noticed while reading. */
export function DocumentFacts({ document }: { readonly document: PolicyDocument }) {
  const { documentNumber, issuer, issuedOn, period, clauseCount, normalized, warnings = [] } = document;
  const facts = [
    FORMAT_NAMES[document.format ?? 'text'] ?? null,
    documentNumber,
    issuer,
    issuedOn,
    period && `计划期 ${describePeriod(period)}`,
    `${clauseCount} 条`,
    normalized ? '经繁简转换' : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <p class="quiet">
        {facts.join(' · ')} <ValidityTag validity={document.validity} />
      </p>
      {warnings.length > 0 && (
        <details class="warnings">
          <summary>读取时有 {warnings.length} 条提示</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
