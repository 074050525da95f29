import { useEffect, useRef } from 'preact/hooks';
import type { Citation, Clause } from '../api/types.ts';
import { addressOf } from '../shell/addresses.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { citationText } from '../text/citation-text.ts';
import { markQuote } from '../text/highlight.ts';
import { ClauseCard, ClauseText } from './clause-card.tsx';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly citation: Citation;
  readonly onClose: () => void;
}

/** The clause behind a marker, beside the answer. What was cited is shown even where the clause has changed since. */
export function ClausePanel({ citation, onClose }: Props) {
  const loaded = useLoaded<Clause>(`/api/clauses/${encodeURIComponent(citation.clauseId)}`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [citation]);
  const clause = loaded.state === 'loaded' ? loaded.value : null;
  const hasChanged = clause !== null && clause.textHash !== citation.textHash;
  const route = { page: 'clause', clauseId: citation.clauseId, citedHash: citation.textHash } as const;
  return (
    <aside class="panel" aria-labelledby="panel-heading">
      <header class="panel-header">
        <h2 id="panel-heading" ref={heading} tabIndex={-1}>
          <span class="source-number">{citation.marker}</span> 条文
        </h2>
        <CopyButton text={new URL(addressOf(route), window.location.href).href} label="复制链接" />
        <button type="button" class="button button-plain" onClick={onClose} aria-label="关闭条文">
          关闭
        </button>
      </header>
      {hasChanged && (
        <div class="notice">
          <p>
            <strong>已变更</strong>：这一条的文字在作答之后有变动。作答时所引：
          </p>
          <ClauseText runs={markQuote(citation.text, citation.quote)} />
          <p>现在的文字：</p>
        </div>
      )}
      <ClauseCard
        clause={clause ?? fromCitation(citation)}
        document={null}
        citation={citation}
        copyText={citationText(citation)}
      >
        {loaded.state === 'failed' && <p class="notice">以下为作答时所引的文字：{loaded.message}</p>}
        {citation.normalized && <p class="quiet">文字经繁简转换，原文见“在原文中打开”。</p>}
      </ClauseCard>
    </aside>
  );
}

/** What a citation itself holds, until the clause has come. */
function fromCitation(citation: Citation): Clause {
  const { clauseId, documentId, documentTitle, path, text, textHash, span, normalized } = citation;
  const rest = { units: [], deadline: null, previousClauseId: null, nextClauseId: null };
  return {
    clauseId,
    documentId,
    documentTitle,
    path,
    title: path.at(-1) ?? '',
    text,
    textHash,
    span,
    normalized,
    ...rest,
  };
}
