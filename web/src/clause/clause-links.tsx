import type { ClauseSummary } from '../api/types.ts';
import { Link } from '../shell/link.tsx';

/** Clauses to go to, each with where it stands and its first words. */
export function ClauseLinks({ clauses }: { readonly clauses: readonly ClauseSummary[] }) {
  return (
    <ul class="clause-links">
      {clauses.map((clause) => (
        <li key={clause.clauseId}>
          <Link to={{ page: 'clause', clauseId: clause.clauseId, citedHash: null }}>
            <strong>{clause.title || clause.path.at(-1) || clause.excerpt.slice(0, 24)}</strong>
            <span class="quiet">《{clause.documentTitle}》</span>
            <span class="excerpt">{clause.excerpt}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
