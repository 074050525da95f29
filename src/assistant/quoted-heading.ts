import type { ClauseRecord } from '../domain/clause.ts';
import { stripNumber } from '../domain/heading-number.ts';

/** Whether a message names a clause, or what it stands below, by its printed heading in quotation marks: as exact as a number. */
export function isNamedByHeading(text: string, clause: Pick<ClauseRecord, 'path'>): boolean {
  const quoted = /[“「『"](?<heading>[^“”「」『』"]{2,40})[”」』"]/u.exec(text)?.groups?.['heading'];
  return (
    quoted !== undefined && clause.path.some((heading) => plainHeading(heading) === plainHeading(quoted))
  );
}

function plainHeading(heading: string): string {
  return stripNumber(heading).replace(/[“”。：:\s]/gu, '');
}
