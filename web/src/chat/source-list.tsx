import { useState } from 'preact/hooks';
import type { Citation } from '../api/types.ts';
import { placeText, referenceText } from '../text/citation-text.ts';

/** Of a long list; the others at a click, and on paper. */
const SHOWN = 5;

interface Props {
  readonly citations: readonly Citation[];
  readonly openMarker: number | null;
  readonly onOpen: (citation: Citation) => void;
}

/** The sources of an answer in the order of their markers; printed with what they say. */
export function SourceList({ citations, openMarker, onOpen }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  if (citations.length === 0) return null;
  const isCut = !showsAll && citations.length > SHOWN + 2;
  return (
    <section class={`sources${isCut ? ' is-cut' : ''}`} aria-label="出处">
      <h3>出处</h3>
      <ol>
        {citations.map((citation) => (
          <li key={citation.marker}>
            <button
              type="button"
              class="source"
              aria-expanded={openMarker === citation.marker}
              onClick={() => onOpen(citation)}
            >
              <span class="source-number">{citation.marker}</span>
              <span class="source-label">
                {referenceText(citation)} <span class="source-place">{placeText(citation)}</span>
              </span>
              <ValidityTag validity={citation.validity} />
            </button>
            <blockquote class="print-only">{citation.quote}</blockquote>
          </li>
        ))}
      </ol>
      {isCut && (
        <button type="button" class="text-button" onClick={() => setShowsAll(true)}>
          显示全部 {citations.length} 处出处
        </button>
      )}
    </section>
  );
}

/** Said where a document no longer holds. */
export function ValidityTag({ validity }: Pick<Citation, 'validity'>) {
  const names: Readonly<Record<string, string>> = {
    'period-ended': '计划期已结束',
    expired: '有效期已过',
    'not-yet-in-force': '尚未施行',
    repealed: '已废止',
    superseded: '已被替代',
  };
  const name = names[validity.state];
  return name === undefined ? null : <span class="tag tag-ended">{name}</span>;
}
