import type { ComponentChildren } from 'preact';
import type { Citation, Clause, Period, PolicyDocument } from '../api/types.ts';
import { ValidityTag } from '../chat/source-list.tsx';
import { Link } from '../shell/link.tsx';
import { markQuote, type TextRun } from '../text/highlight.ts';
import { UnitsByRole } from '../unit/unit-chips.tsx';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly clause: Clause;
  readonly document: PolicyDocument | null;
  readonly citation: Citation | null;
  /** What to copy: the quote with its reference. */
  readonly copyText: string;
  readonly children?: ComponentChildren;
}

/** A clause as it stands in the index: where, whose, the words, the units. */
export function ClauseCard({ clause, document, citation, copyText, children }: Props) {
  return (
    <div class="clause">
      <p class="clause-document">
        <Link to={{ page: 'document', documentId: clause.documentId, source: null }}>
          《{clause.documentTitle}》
        </Link>
      </p>
      <Trail path={clause.path} />
      {children}
      <ClauseText runs={markQuote(clause.text, citation?.quote ?? null)} />
      <UnitsByRole units={clause.units} />
      <Facts document={document} citation={citation} clause={clause} />
      <div class="clause-actions">
        <CopyButton text={copyText} label="复制引用" />
        <Link class="button" to={{ page: 'document', documentId: clause.documentId, source: clause.span }}>
          在原文中打开
        </Link>
      </div>
    </div>
  );
}

export function Trail({ path }: { readonly path: readonly string[] }) {
  if (path.length === 0) return null;
  return (
    <ol class="trail" aria-label="所在位置">
      {path.map((heading, i) => (
        <li key={`${i}-${heading}`}>{heading}</li>
      ))}
    </ol>
  );
}

export function ClauseText({ runs }: { readonly runs: readonly TextRun[] }) {
  return (
    <p class="clause-text">
      {runs.map((run, i) => (run.marked ? <mark key={i}>{run.text}</mark> : run.text))}
    </p>
  );
}

function Facts({ document, citation, clause }: Pick<Props, 'document' | 'citation' | 'clause'>) {
  const source = citation ?? document;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['文号', source?.documentNumber],
    ['发文机关', source?.issuer],
    ['印发日期', source?.issuedOn],
    ['计划期', source?.period && describePeriod(source.period)],
    ['时限', clause.deadline?.text],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
      {citation && citation.validity.basis !== '' && (
        <div>
          <dt>效力</dt>
          <dd>
            {citation.validity.basis} <ValidityTag validity={citation.validity} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export function describePeriod({ from, to }: Period): string {
  return from === to ? `${from}年` : `${from}—${to}年`;
}
