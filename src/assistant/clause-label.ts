import type { ClauseRecord } from '../domain/clause.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { stripNumber } from '../retrieval/clause-view.ts';

/** 《…》二、（一）1.智慧医疗: numbers of the headings, the last one whole. */
export function clauseLabel(clause: ClauseRecord, document: PolicyDocument): string {
  const numbers = clause.path
    .slice(0, -1)
    .map((heading) => heading.slice(0, heading.length - stripNumber(heading).length).trim());
  const last = clause.path.at(-1) ?? '';
  return `《${document.title}》${numbers.join('')}${last}`;
}

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
