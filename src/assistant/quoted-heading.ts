import type { ClauseRecord } from '../domain/clause.ts';
import { stripNumber } from '../domain/heading-number.ts';

/** A message names a clause, or what it stands below, by its printed heading in quotation marks. A number alone is no heading. */
export function isNamedByHeading(text: string, { path }: Pick<ClauseRecord, 'path'>): boolean {
  const quoted = quotedHeading(text);
  return quoted !== '' && path.some((heading) => plainHeading(heading) === quoted);
}

/** Whether a message names just these clauses so: each by its own heading, all in one document. */
export function areNamedByHeading(text: string, clauses: readonly ClauseRecord[]): boolean {
  const quoted = quotedHeading(text);
  const documents = new Set(clauses.map(({ documentId }) => documentId));
  return (
    quoted !== '' &&
    documents.size === 1 &&
    clauses.every(({ path }) => plainHeading(path.at(-1) ?? '') === quoted)
  );
}

function quotedHeading(text: string): string {
  return plainHeading(
    /[“「『"](?<heading>[^“”「」『』"]{2,40})[”」』"]/u.exec(text)?.groups?.['heading'] ?? '',
  );
}

function plainHeading(heading: string): string {
  return stripNumber(heading).replace(/[“”。：:\s]/gu, '');
}
