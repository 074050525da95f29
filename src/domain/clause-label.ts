import type { ClauseRecord } from './clause.ts';
import { stripNumber } from './heading-number.ts';
import type { PolicyDocument } from './policy-document.ts';

/** 《…》二、（一）1.智慧医疗: numbers of the headings, the last one whole. */
export function clauseLabel(
  clause: Pick<ClauseRecord, 'path'>,
  document: Pick<PolicyDocument, 'title'>,
): string {
  const numbers = clause.path
    .slice(0, -1)
    .map((heading) => heading.slice(0, heading.length - stripNumber(heading).length).trim());
  const last = clause.path.at(-1) ?? '';
  return `《${document.title}》${numbers.join('')}${last}`;
}
