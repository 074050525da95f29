import type { ClauseRecord } from '../src/domain/clause.ts';
import { type CleanText, cleanText, type SourceMarks } from './cleaning/clean-text.ts';
import type { CleaningWarning } from './cleaning/cleaning-pass.ts';
import { findDoubts } from './doubts/find-doubts.ts';
import { isDoubt, markDoubts } from './doubts/mark-doubts.ts';
import { type PrintedFacts, readDocumentFacts } from './facts/read-document-facts.ts';
import type { DocumentFacts } from './parsing/document-head.ts';
import { parseDocument } from './parsing/parse-document.ts';
import { buildClauseRecords } from './records/build-clause-records.ts';
import { yearOf } from './records/document-year.ts';

export interface ParsedSource {
  readonly facts: DocumentFacts;
  readonly printedFacts: PrintedFacts;
  readonly clean: CleanText;
  readonly clauses: readonly ClauseRecord[];
  /** In order of place, the doubts among them. */
  readonly warnings: readonly CleaningWarning[];
}

/** Source text as decoded → clean text → clause tree → clause records. Pure. Throws ReaderError like `buildClauseRecords`. */
export function parseSource(source: string, documentId: string, layout?: SourceMarks): ParsedSource {
  const clean = cleanText(source, layout);
  const { facts, root, lines } = parseDocument(clean);
  const tells = isAnsweringLetter(facts.title);
  const clauses = buildClauseRecords(root, { documentId, source, year: yearOf(facts), tells });
  const printedFacts = readDocumentFacts(lines, facts, clean.headerFields);
  const found = findDoubts(source, root, clauses);
  const warnings = [...clean.warnings, ...found].sort((x, y) => x.span.start - y.span.start);
  return { facts, printedFacts, clean, clauses: markDoubts(clauses, warnings.filter(isDoubt)), warnings };
}

/** 「…关于第187号提案答复的函」. */
function isAnsweringLetter(title: string): boolean {
  return /(?:答复|回复|办理情况)(?:意见)?(?:的?函)?$|复函$/.test(title);
}
