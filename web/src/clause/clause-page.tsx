import type { Clause, ClauseVersion } from '../api/types.ts';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { type Loaded, useLoaded } from '../shell/use-loaded.ts';
import { clauseAddress } from './clause-address.ts';
import { type CitedText, ClauseAsCited } from './clause-as-cited.tsx';

interface Props {
  readonly clauseId: string;
  /** Of the words that the address was made for. */
  readonly citedHash: string | null;
}

/** A clause at its own address, which may name the words that were cited. */
export function ClausePage({ clauseId, citedHash }: Props) {
  const current = useLoaded<Clause>(clauseAddress(clauseId, citedHash));
  const clause = current.state === 'loaded' ? current.value : null;
  const wantsVersion = citedHash !== null && current.state !== 'loading' && clause?.textHash !== citedHash;
  const version = useLoaded<ClauseVersion>(
    wantsVersion ? `${clauseAddress(clauseId, null)}/versions/${encodeURIComponent(citedHash)}` : null,
  );
  if (current.state === 'loading' || (wantsVersion && version.state === 'loading'))
    return <p class="page waiting">正在取条文…</p>;
  const cited = version.state === 'loaded' ? citedText(version.value) : null;
  if (cited === null && current.state === 'failed') return <LoadingOrFailed loaded={current} what="条文" />;
  const shown = clause ?? cited?.clause;
  const neighbour = (id: string | null, name: string) =>
    id === null ? null : <Link to={{ page: 'clause', clauseId: id, citedHash: null }}>{name}</Link>;
  return (
    <article class="page">
      <h1>{clause?.title || shown?.path.at(-1) || '条文'}</h1>
      {clause?.movedFrom && <Moved from={clause.movedFrom} />}
      {wantsVersion && <VersionMissing version={version} />}
      <ClauseAsCited current={current} cited={cited} />
      {clause && (
        <nav class="neighbours" aria-label="前后条文">
          {neighbour(clause.previousClauseId, '← 上一条')}
          {neighbour(clause.nextClauseId, '下一条 →')}
        </nav>
      )}
    </article>
  );
}

/** An old link leads to the clause that holds the words now. */
function Moved({ from }: { readonly from: NonNullable<Clause['movedFrom']> }) {
  return (
    <p class="notice" role="status">
      <strong>编号已变</strong>：链接里的编号（{from.clauseId}）出自较早的索引，
      {from.isChanged
        ? '那一条的文字现在主要在这一条里，文字或划分有变动。'
        : '那一条的文字现在就是这一条，没有变动。'}
    </p>
  );
}

function VersionMissing({ version }: { readonly version: Loaded<ClauseVersion> }) {
  if (version.state !== 'failed') return null;
  return (
    <p class="notice" role="status">
      <strong>已变更</strong>：这一条的文字与链接所引的不同，
      {version.isMissing ? '所引的文字没有保存' : `所引的文字未能取回（${version.message}）`}
      ；以下是现在的文字。
    </p>
  );
}

function citedText(version: ClauseVersion): CitedText {
  const { firstCitedAt } = version;
  const day =
    firstCitedAt === null ? null : new Date(firstCitedAt).toLocaleDateString('zh-CN', { dateStyle: 'long' });
  return { clause: version, quote: null, when: day === null ? '链接所引' : `${day}首次引用时` };
}
