import { useEffect, useRef } from 'preact/hooks';
import type { Citation, Clause } from '../api/types.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { clauseAddress } from './clause-address.ts';
import { ClauseAsCited } from './clause-as-cited.tsx';

interface Props {
  readonly citation: Citation;
  readonly onClose: () => void;
}

/** The clause behind a marker, beside the answer. What was cited is shown even where the clause has changed since. */
export function ClausePanel({ citation, onClose }: Props) {
  const current = useLoaded<Clause>(clauseAddress(citation.clauseId, citation.textHash));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [citation]);
  return (
    <aside class="panel" aria-labelledby="panel-heading">
      <header class="panel-header">
        <h2 id="panel-heading" ref={heading} tabIndex={-1}>
          <span class="source-number">{citation.marker}</span> 条文
        </h2>
        <button type="button" class="button button-plain" onClick={onClose} aria-label="关闭条文">
          关闭
        </button>
      </header>
      <ClauseAsCited current={current} cited={{ clause: citation, quote: citation.quote, when: '作答时' }} />
    </aside>
  );
}
