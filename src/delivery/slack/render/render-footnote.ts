import type { Citation } from '../../../domain/answer.ts';
import { citedClauseUrl } from '../../../domain/clause-summary.ts';
import { escapeMrkdwn, renderLink } from './escape-mrkdwn.ts';

const LONGEST_QUOTE = 200;
const LONGEST_LABEL = 150;

/** 「[1] 《…》二、（一）1.智慧医疗：“推进我市…”」, linked to the clause as it was cited; the whole clause is behind a button. */
export function renderFootnote(citation: Citation, publicUrl: string): string {
  const { marker, label, quote } = citation;
  const link = renderLink(`${publicUrl}${citedClauseUrl(citation)}`, shorten(label, LONGEST_LABEL));
  return `[${marker}] ${link}：“${escapeMrkdwn(shorten(quote, LONGEST_QUOTE))}”`;
}

/** In one line. */
export function shorten(text: string, length: number): string {
  const signs = [...text.replace(/\s+/g, ' ').trim()];
  return signs.length <= length ? signs.join('') : `${signs.slice(0, length - 1).join('')}…`;
}
