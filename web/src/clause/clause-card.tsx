import type { ComponentChildren } from 'preact';
import type { ClauseText as AnyClause, Clause, Period } from '../api/types.ts';
import { ValidityTag } from '../chat/source-list.tsx';
import { addressOf } from '../shell/addresses.ts';
import { Link } from '../shell/link.tsx';
import { citationText, placeText } from '../text/citation-text.ts';
import { markQuote, type TextRun } from '../text/highlight.ts';
import { UnitsByRole } from '../unit/unit-chips.tsx';
import { CopyButton } from './copy-button.tsx';

interface Props {
  /** As it stands in the index, or as it was cited. */
  readonly clause: AnyClause & Partial<Pick<Clause, 'units' | 'deadline'>>;
  /** Marked in the text and copied as the citation; else the whole clause is. */
  readonly quote: string | null;
  /** The document, or this text of it, does not stand in the index any more: nothing to go to. */
  readonly isGone?: boolean;
  readonly children?: ComponentChildren;
}

/** A clause: where, whose, the words, the units. */
export function ClauseCard({ clause, quote, isGone = false, children }: Props) {
  const { documentId, span } = clause;
  const title = `《${clause.documentTitle}》`;
  return (
    <div class="clause">
      <p class="clause-document">
        {isGone ? title : <Link to={{ page: 'document', documentId, source: null }}>{title}</Link>}
      </p>
      <Trail path={clause.path} />
      {children}
      <ClauseText runs={markQuote(clause.text, quote)} />
      {clause.normalized && <p class="quiet">文字经繁简转换，引用时请对照原文。</p>}
      <UnitsByRole units={clause.units ?? []} />
      <Facts clause={clause} saysValidity={!isGone} />
      <div class="clause-actions">
        <CopyButton text={citationText({ ...clause, quote: quote ?? clause.text })} label="复制引用" />
        <CopyButton text={linkTo(clause)} label="复制链接" isPlain />
        {!isGone && (
          <Link class="button" to={{ page: 'document', documentId, source: span }}>
            在原文中打开
          </Link>
        )}
      </div>
    </div>
  );
}

/** The address that shows these very words, whatever becomes of the clause. */
function linkTo({ clauseId, textHash }: AnyClause): string {
  return new URL(addressOf({ page: 'clause', clauseId, citedHash: textHash }), window.location.href).href;
}

function Trail({ path }: { readonly path: readonly string[] }) {
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

function Facts({ clause, saysValidity }: Pick<Props, 'clause'> & { readonly saysValidity: boolean }) {
  const { documentNumber, issuer, issuedOn, period, deadline, validity } = clause;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['文号', documentNumber],
    ['发文机关', issuer],
    ['印发日期', issuedOn],
    ['计划期', period && describePeriod(period)],
    ['时限', deadline?.text],
    ['原件位置', placeText(clause)],
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
      {saysValidity && validity.basis !== '' && (
        <div>
          <dt>效力</dt>
          <dd>
            {validity.basis} <ValidityTag validity={validity} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export function describePeriod({ from, to }: Period): string {
  return from === to ? `${from}年` : `${from}—${to}年`;
}
