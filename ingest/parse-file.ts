import { basename, dirname } from 'node:path';
import type { ClauseRecord } from '../src/domain/clause.ts';
import { type ClauseFacts, NO_FACTS } from '../src/domain/clause-facts.ts';
import type { PolicyFacts } from '../src/domain/policy-facts.ts';
import type { UnitAssignment } from '../src/domain/responsible-unit.ts';
import type { CleaningWarning } from './cleaning/cleaning-pass.ts';
import { documentIdOf } from './document-id.ts';
import { settleFacts } from './facts/read-document-facts.ts';
import { parseSource } from './parse-source.ts';
import type { ReaderProcess } from './readers/process/reader-process.ts';
import { readSource } from './readers/read-source.ts';

/** What the parser sees in one file; the shape of `npm run parse -- FILE --json`. */
export interface ParseResult {
  readonly file: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly facts: PolicyFacts;
  readonly clauses: readonly ParsedClause[];
  readonly warnings: readonly CleaningWarning[];
}

export interface ParsedClause
  extends Pick<ClauseRecord, 'clauseId' | 'path' | 'title' | 'text' | 'span' | 'deadline' | 'doubts'>,
    ClauseFacts {
  readonly units: readonly Omit<UnitAssignment, 'textSpan'>[];
}

/** Reads and parses one file, without index and without manifest. Throws what `readSource` throws. */
export async function parseFile(path: string, readerProcess?: ReaderProcess): Promise<ParseResult> {
  const raw = await readSource(dirname(path), basename(path), readerProcess);
  const { facts, printedFacts, clauses, warnings } = parseSource(raw.text, documentIdOf(raw.sourceFile), raw);
  return {
    file: raw.sourceFile,
    title: facts.title,
    documentNumber: facts.documentNumber,
    issuer: facts.issuer,
    issuedOn: facts.issuedOn,
    facts: settleFacts(printedFacts, facts),
    clauses: clauses.map(
      ({ clauseId, path: trail, title, text, span, deadline, units, doubts, facts: stated }) => ({
        clauseId,
        path: trail,
        title,
        text,
        span,
        deadline: deadline,
        units: units.map(({ textSpan: _, ...unit }) => unit),
        ...(stated ?? NO_FACTS),
        ...(doubts && { doubts }),
      }),
    ),
    warnings,
  };
}
