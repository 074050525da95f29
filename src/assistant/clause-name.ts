import type { ClauseRecord } from '../domain/clause.ts';
import { stripNumber } from '../domain/heading-number.ts';

/** Short name of a clause in running text: its title, else its first words. */
export function clauseName(clause: ClauseRecord): string {
  if (clause.title !== '') return clause.title;
  const heading = clause.path.at(-1);
  const body = clause.text
    .replace(/^\s*(?:[（(]?\d+[）)]?[.、．]?|[（(][一二三四五六七八九十]+[）)])\s*/, '')
    .trim();
  const start = body.split(/[。；！？\n]/)[0] ?? body;
  if (start !== '') return start.length > 40 ? `${start.slice(0, 40)}…` : start;
  return heading === undefined ? clause.clauseId : stripNumber(heading);
}
