import type { ParsedClause as Clause, ParseResult } from '../../ingest/parse-file.ts';
import type { UnitBasis } from '../../src/domain/responsible-unit.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';

export type ParsedUnit = Pick<
  Clause['units'][number],
  'name' | 'role' | 'collective' | 'openEnded' | 'raw' | 'span'
> & { readonly basis?: UnitBasis; readonly inheritedFrom?: string | null };

export interface ParsedClause extends Pick<Clause, 'clauseId' | 'path' | 'title' | 'text' | 'span'> {
  readonly units: readonly ParsedUnit[];
}

/** What the scorers read of `parse --json`. */
export interface ParsedFile extends Pick<ParseResult, 'title' | 'documentNumber' | 'issuer' | 'issuedOn'> {
  readonly clauses: readonly ParsedClause[];
}

/** One printed unit phrase with the bodies it names; a phrase that holds for several clauses is one phrase. */
export interface UnitPhrase {
  readonly raw: string;
  readonly span: TextSpan;
  readonly units: readonly ParsedUnit[];
}

/** Whether running text states what its bodies do; gold lines list what phrases, labels and cells hand over. */
export function statesDuty({ units }: UnitPhrase): boolean {
  return units.some(({ basis }) => basis === 'duty');
}

/** The distinct phrases of a document in printed order. */
export function unitPhrasesOf(file: Pick<ParsedFile, 'clauses'>): UnitPhrase[] {
  const phrases = new Map<string, { raw: string; span: TextSpan; units: Map<string, ParsedUnit> }>();
  for (const unit of file.clauses.flatMap(({ units }) => units)) {
    const key = `${unit.span.start}-${unit.span.end}`;
    const phrase = phrases.get(key) ?? {
      raw: unit.raw,
      span: unit.span,
      units: new Map<string, ParsedUnit>(),
    };
    phrase.units.set(`${unit.role}\u0000${unit.name}`, unit);
    phrases.set(key, phrase);
  }
  return [...phrases.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map((phrase) => ({ ...phrase, units: [...phrase.units.values()] }));
}
