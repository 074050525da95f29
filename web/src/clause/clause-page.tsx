import type { Clause, PolicyDocument } from '../api/types.ts';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { citationText, labelFromPath } from '../text/citation-text.ts';
import { ClauseCard } from './clause-card.tsx';

interface Props {
  readonly clauseId: string;
  readonly citedHash: string | null;
}

/** A clause at its own address. */
export function ClausePage({ clauseId, citedHash }: Props) {
  const loaded = useLoaded<Clause>(`/api/clauses/${encodeURIComponent(clauseId)}`);
  const listed = useLoaded<{ documents: PolicyDocument[] }>('/api/documents');
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="条文" />;
  const clause = loaded.value;
  const documents = listed.state === 'loaded' ? listed.value.documents : [];
  const document = documents.find((own) => own.documentId === clause.documentId) ?? null;
  const quoted = {
    label: labelFromPath(clause.documentTitle, clause.path),
    documentTitle: clause.documentTitle,
    documentNumber: document?.documentNumber ?? null,
    quote: clause.text,
    normalized: clause.normalized,
  };
  const neighbour = (id: string | null, name: string) =>
    id === null ? null : <Link to={{ page: 'clause', clauseId: id, citedHash: null }}>{name}</Link>;
  return (
    <article class="page">
      <h1>{clause.title || clause.path.at(-1) || '条文'}</h1>
      <ClauseCard clause={clause} document={document} citation={null} copyText={citationText(quoted)}>
        {citedHash !== null && citedHash !== clause.textHash && (
          <p class="notice">
            <strong>已变更</strong>
            ：这一条的文字与链接所引的不同，以下是现在的文字；作答时所引的文字在原会话中仍可查看。
          </p>
        )}
      </ClauseCard>
      <nav class="neighbours" aria-label="前后条文">
        {neighbour(clause.previousClauseId, '← 上一条')}
        {neighbour(clause.nextClauseId, '下一条 →')}
      </nav>
    </article>
  );
}
