import { useEffect, useRef } from 'preact/hooks';
import { request } from '../api/client.ts';
import type { Span } from '../shell/addresses.ts';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { markSpan } from '../text/highlight.ts';

interface Props {
  readonly documentId: string;
  readonly span: Span;
}

/** The original text as decoded, one span of it marked and in sight. */
export function SourceView({ documentId, span }: Props) {
  const loaded = useLoaded(`/api/documents/${encodeURIComponent(documentId)}/source`, getText);
  const mark = useRef<HTMLElement>(null);
  const isLoaded = loaded.state === 'loaded';
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), [isLoaded, span.start]);
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="原文" />;
  return (
    <section class="source-text" aria-label="原文">
      {markSpan(loaded.value, span).map((run, i) =>
        run.marked ? (
          <mark key={i} ref={mark}>
            {run.text}
          </mark>
        ) : (
          run.text
        ),
      )}
    </section>
  );
}

/** Spans count the code units of the text as it is sent; nothing is trimmed. */
async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return await (await request(path, { signal })).text();
}
