import type { DocumentFacts } from '../parsing/document-head.ts';

const RULES = /(?:办法|规定|条例|细则|规则|章程|制度|标准|规范)(?:（[^）]*）)?$/;

/**
 * The year that 「6月底前」 means in a document: that of its title (2026年重点工作), of its date, of its number (〔2026〕4号). Rules
 * hold every year and plans over several: there a month alone is no date; null.
 */
export function yearOf({ title, issuedOn, documentNumber, period }: DocumentFacts): number | null {
  if (RULES.test(title) || (period !== null && period.from !== period.to)) return null;
  const printed =
    /(?<year>20\d{2})年(?!来|以来)/.exec(title)?.groups?.['year'] ??
    issuedOn?.slice(0, 4) ??
    /[〔［[（(](?<year>20\d{2})[〕］\])）]/.exec(documentNumber ?? title)?.groups?.['year'];
  return printed === undefined ? null : Number(printed);
}
