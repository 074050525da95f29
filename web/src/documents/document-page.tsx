import { apiUrl } from '../api/client.ts';
import type { DocumentOutline, OutlineEntry } from '../api/types.ts';
import type { Span } from '../shell/addresses.ts';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { DocumentFacts } from './documents-page.tsx';
import { SourceView } from './source-view.tsx';

interface Props {
  readonly documentId: string;
  /** Shows the original text, scrolled to this span. */
  readonly source: Span | null;
}

/** A document: its outline to browse, or its original text. */
export function DocumentPage({ documentId, source }: Props) {
  const loaded = useLoaded<DocumentOutline>(`/api/documents/${encodeURIComponent(documentId)}`);
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="文件" />;
  const document = loaded.value;
  return (
    <article class="page">
      <h1>{document.title}</h1>
      <DocumentFacts document={document} />
      <nav class="tabs" aria-label="查看方式">
        <Link
          to={{ page: 'document', documentId, source: null }}
          aria-current={source === null ? 'page' : undefined}
        >
          目录
        </Link>
        <Link
          to={{ page: 'document', documentId, source: source ?? { start: 0, end: 0 } }}
          aria-current={source === null ? undefined : 'page'}
        >
          原文
        </Link>
        {document.hasOriginal && (
          <a
            class="tabs-aside"
            href={apiUrl(`/api/documents/${encodeURIComponent(documentId)}/original`)}
            download
          >
            下载原文件
          </a>
        )}
      </nav>
      {source === null ? (
        <Outline entries={document.outline} />
      ) : (
        <SourceView documentId={documentId} span={source} />
      )}
    </article>
  );
}

function Outline({ entries }: { readonly entries: readonly OutlineEntry[] }) {
  return (
    <ol class="outline">
      {entries.map((entry, i) => {
        const trail = entry.path.slice(0, -1);
        const before = entries[i - 1]?.path ?? [];
        const firstNew = trail.findIndex((heading, at) => heading !== before[at]);
        return (
          <li key={entry.clauseId}>
            {firstNew >= 0 &&
              trail.slice(firstNew).map((heading, at) => (
                <p key={heading} class={`outline-heading depth-${Math.min(firstNew + at, 3)}`}>
                  {heading}
                </p>
              ))}
            <Link
              class={`outline-entry depth-${Math.min(trail.length, 3)}`}
              to={{ page: 'clause', clauseId: entry.clauseId, citedHash: null }}
            >
              <span>{entry.path.at(-1) ?? '（引言）'}</span>
              <span class="quiet">
                {[entry.deadline?.text, entry.unitCount > 0 ? `${entry.unitCount} 个单位` : null]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
