import type { ClauseText as AnyClause, Clause } from '../api/types.ts';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import type { Loaded } from '../shell/use-loaded.ts';
import { citationText } from '../text/citation-text.ts';
import { markQuote } from '../text/highlight.ts';
import { ClauseCard, ClauseText } from './clause-card.tsx';
import { CopyButton } from './copy-button.tsx';

export interface CitedText {
  readonly clause: AnyClause;
  /** What of it was quoted, where that is known. */
  readonly quote: string | null;
  /** 「2026年3月1日首次引用」, 「作答时所引」. */
  readonly when: string;
}

interface Props {
  /** As it stands now. */
  readonly current: Loaded<Clause>;
  /** As it was cited; null where nothing was cited or its words were not kept. */
  readonly cited: CitedText | null;
}

/** A clause as it stands now; where it has changed since it was cited, or is gone, what was cited as well. */
export function ClauseAsCited({ current, cited }: Props) {
  if (current.state === 'loaded') {
    const hasChanged = cited !== null && cited.clause.textHash !== current.value.textHash;
    if (!hasChanged) return <ClauseCard clause={current.value} quote={cited?.quote ?? null} />;
    return (
      <>
        <CitedBefore cited={cited} />
        <h3 class="now-heading">现在的文字</h3>
        <ClauseCard clause={current.value} quote={null} />
      </>
    );
  }
  if (cited === null) return <LoadingOrFailed loaded={current} what="条文" />;
  if (current.state === 'loading') return <ClauseCard clause={cited.clause} quote={cited.quote} />;
  return (
    <ClauseCard clause={cited.clause} quote={cited.quote} isGone={current.isMissing}>
      <p class="notice" role="status">
        {current.isMissing ? (
          <>
            <strong>已不在现行文件中</strong>：以下是{cited.when}的文字。
          </>
        ) : (
          <>
            以下是{cited.when}的文字，未能核对现在的文字：{current.message}
          </>
        )}
      </p>
    </ClauseCard>
  );
}

function CitedBefore({ cited: { clause, quote, when } }: { readonly cited: CitedText }) {
  return (
    <section class="notice as-cited" aria-label="所引文字">
      <p>
        <strong>已变更</strong>：这一条的文字在引用之后有变动。{when}的文字：
      </p>
      <ClauseText runs={markQuote(clause.text, quote)} />
      <CopyButton text={citationText({ ...clause, quote: quote ?? clause.text })} label="复制所引" isPlain />
    </section>
  );
}
