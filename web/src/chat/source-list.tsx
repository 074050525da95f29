import type { Citation } from '../api/types.ts';
import { referenceText } from '../text/citation-text.ts';

interface Props {
  readonly citations: readonly Citation[];
  readonly openMarker: number | null;
  readonly onOpen: (citation: Citation) => void;
}

/** The sources of an answer in the order of their markers; printed with what they say. */
export function SourceList({ citations, openMarker, onOpen }: Props) {
  if (citations.length === 0) return null;
  return (
    <section class="sources" aria-label="出处">
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
              <span class="source-label">{referenceText(citation)}</span>
              <ValidityTag validity={citation.validity} />
            </button>
            <blockquote class="print-only">{citation.quote}</blockquote>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Said where a document no longer holds. */
export function ValidityTag({ validity }: Pick<Citation, 'validity'>) {
  const names: Readonly<Record<string, string>> = {
    'period-ended': '计划期已结束',
    repealed: '已废止',
    superseded: '已被替代',
  };
  const name = names[validity.state];
  return name === undefined ? null : <span class="tag tag-ended">{name}</span>;
}
