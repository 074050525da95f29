import type { ClauseRecord } from '../src/domain/clause.ts';
import type { PolicyDocument } from '../src/domain/policy-document.ts';
import { isPlainText, type LocatedStretch, type SourceLayout } from '../src/domain/source-layout.ts';
import type { IngestedFile } from './ingest-report.ts';
import type { RawDocument } from './readers/raw-document.ts';

/** Everything one document brings into the index. */
export interface DocumentContents {
  readonly document: PolicyDocument;
  readonly clauses: readonly ClauseRecord[];
  readonly source: string;
  /** Null for texts. */
  readonly layout: SourceLayout | null;
}

/** What is to be kept of a file besides its text: of texts nothing, since every place is an offset in them. */
export function layoutOf({ format, locations, marks, warnings }: RawDocument): SourceLayout | null {
  return isPlainText(format) ? null : { locations: locations.map(withShortNumbers), marks, warnings };
}

/** Boxes to a hundredth of a percent of the page: layouts are kept in several places. */
function withShortNumbers(stretch: LocatedStretch): LocatedStretch {
  const { start, end, location } = stretch;
  if (location.kind !== 'page' || location.box === null) return { start, end, location };
  const { left, top, width, height } = location.box;
  const box = { left: short(left), top: short(top), width: short(width), height: short(height) };
  return { start, end, location: { ...location, box } };
}

function short(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** The layouts by documentId, as an index takes them. */
export function layoutsOf(contents: readonly DocumentContents[]): ReadonlyMap<string, SourceLayout> {
  return new Map(contents.flatMap(({ document, layout }) => (layout ? [[document.documentId, layout]] : [])));
}

export function reportOf({ document, clauses }: DocumentContents, reused: boolean): IngestedFile {
  return {
    file: document.sourceFile,
    documentId: document.documentId,
    title: document.title,
    clauses: clauses.length,
    units: clauses.reduce((sum, clause) => sum + clause.units.length, 0),
    warnings: document.warnings ?? [],
    reused,
  };
}
