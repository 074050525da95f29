import type { ReportedClause } from '../api/types.ts';
import { Link } from '../shell/link.tsx';

/** The sources of an answer, as they were cited. */
export function ClauseList({ clauses }: { readonly clauses: readonly ReportedClause[] }) {
  if (clauses.length === 0) return null;
  return (
    <ul class="report-clauses">
      {clauses.map(({ marker, clauseId, label, textHash }) => (
        <li key={marker}>
          <span class="quiet">[{marker}]</span>{' '}
          <Link to={{ page: 'clause', clauseId, citedHash: textHash }}>{label}</Link>
        </li>
      ))}
    </ul>
  );
}
