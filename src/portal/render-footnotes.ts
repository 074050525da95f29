import type { Answer, Citation } from '../domain/answer.ts';
import { citedClauseUrl } from '../domain/clause-summary.ts';
import { describeUnits } from '../domain/describe-units.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';

/** Two blanks before the line break: markdown keeps the lines apart, plain text shows nothing. */
const HARD_BREAK = '  \n';

/**
 * What follows `answer` for clients that show text alone: the sources with quote and link, the units by role, and notices. Begins
 * with the blank line that sets it apart; empty where there is neither.
 */
export function renderFootnotes(
  { answer, citations, responsibleUnits, notices = [] }: Answer,
  { publicUrl }: { readonly publicUrl: string },
): string {
  const sources = citations.map((citation) => renderSource(citation, publicUrl));
  const blocks = [
    sources.length > 0 ? ['出处：', ...sources] : [],
    describeUnits(responsibleUnits).map(escapeMarkdown),
    notices.map(({ message }) => `注意：${escapeMarkdown(message)}`),
  ].filter((lines) => lines.length > 0);
  if (blocks.length === 0) return '';
  const breaks = /\n*$/.exec(answer)?.[0].length ?? 0;
  const gap = '\n'.repeat(Math.max(0, 2 - breaks));
  return `${gap}${blocks.map((lines) => lines.join(HARD_BREAK)).join('\n\n')}\n`;
}

/** 「[1] 《…》二、（一）1.智慧医疗：“推进我市…”（[查看条文](https://…)）」; the link shows what was cited; line breaks of the quote become blanks. */
function renderSource(citation: Citation, publicUrl: string): string {
  const { marker, label, quote } = citation;
  // Round brackets would end the link.
  const link = `${publicUrl}${citedClauseUrl(citation)}`.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${marker}] ${escapeMarkdown(label)}：“${escapeMarkdown(quote)}”（[查看条文](${link})）`;
}
