import type { ClauseRecord } from '../domain/clause.ts';
import { yearFit } from '../questions/year-fit.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import type { AnswerContext } from './answer-context.ts';
import { type DraftRefusal, refuse } from './draft.ts';

/**
 * Another place than the documents' own is answered only where the clause itself names it as a partner; 「海州市的粮仓
 * 计划」 is refused when the documents are of 临江.
 */
export function checkPlaces(context: AnswerContext, best: Evidence | null): DraftRefusal | null {
  for (const { place, isPartner, isOwner } of context.reading.places) {
    const isNamed = best?.clause.text.includes(place) ?? false;
    if (isPartner && isNamed) continue;
    if (isNamed && !isOwner && best !== null && best.sentenceCoverage >= 0.85) continue;
    return refuse('out-of-scope', `已收录的文件不涉及${place}的政策。`);
  }
  return null;
}

/**
 * Whether a clause speaks of the years asked for. A year fits by the document's period or date, or stands in `text`. With
 * `isFigure` the year must be the one the figure holds for: a sentence that prints another year does not fit, and a plan's
 * figures hold for its last year.
 */
export function fitsYears(
  clause: ClauseRecord,
  text: string,
  context: AnswerContext,
  isFigure: boolean,
): boolean {
  const { years } = context.reading;
  if (years.length === 0) return true;
  const document = context.corpus.documentById.get(clause.documentId);
  return years.some((year) => {
    if (text.includes(String(year))) return true;
    if (!document) return false;
    if (yearFit(document, { from: year, to: year }) === 0) return false;
    if (!isFigure) return true;
    const printed = [...text.matchAll(/(?:19|20)\d{2}(?=年)/g)].map((match) => Number(match[0]));
    if (printed.length > 0) return false;
    const { period } = document;
    return period === null || period.to === year || document.title.includes(`${year}年`);
  });
}
