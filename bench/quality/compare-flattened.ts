import { foldText } from './fold-text.ts';
import type { ParsedClause, ParsedFile } from './parsed-file.ts';

export interface FlattenedComparison {
  readonly clauses: number;
  /** Clauses that stand in the flattened reading with the same text and the same units. */
  readonly same: number;
  /** All clause texts in a row are equal, white space aside. */
  readonly sameText: boolean;
  /** All unit lists in a row are equal. */
  readonly sameUnits: boolean;
  readonly differences: readonly string[];
}

/** Compares the reading of a document with the reading of the same document without its line breaks. */
export function compareFlattened(
  whole: Pick<ParsedFile, 'clauses'>,
  flattened: Pick<ParsedFile, 'clauses'>,
): FlattenedComparison {
  const left = whole.clauses.map(describe);
  const right = flattened.clauses.map(describe);
  const unmatched = new Map(right.map((clause) => [clause.key, clause]));
  const lost = left.filter(({ key }) => !unmatched.delete(key));
  return {
    clauses: left.length,
    same: left.length - lost.length,
    sameText: joinTexts(left) === joinTexts(right),
    sameUnits: joinUnits(left) === joinUnits(right),
    differences: [
      ...lost.map(
        ({ clauseId, text, units }) => `only with line breaks: ${clauseId} ${shorten(text)} ⟨${units}⟩`,
      ),
      ...[...unmatched.values()].map(
        ({ clauseId, text, units }) => `only without line breaks: ${clauseId} ${shorten(text)} ⟨${units}⟩`,
      ),
    ],
  };
}

interface DescribedClause {
  readonly clauseId: string;
  readonly text: string;
  readonly units: string;
  readonly key: string;
}

function describe({ clauseId, text, units }: ParsedClause): DescribedClause {
  const folded = foldText(text);
  const list = units.map(
    ({ role, name, openEnded }) => `${role} ${foldText(name)}${openEnded ? ' open' : ''}`,
  );
  const joined = list.join('; ');
  return { clauseId, text: folded, units: joined, key: `${folded}\n${joined}` };
}

function joinTexts(clauses: readonly DescribedClause[]): string {
  return clauses.map(({ text }) => text).join('');
}

function joinUnits(clauses: readonly DescribedClause[]): string {
  return clauses
    .map(({ units }) => units)
    .filter((units) => units !== '')
    .join('\n');
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 40)}…${text.slice(-40)}`;
}
