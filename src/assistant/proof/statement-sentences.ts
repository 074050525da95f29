import { contentPairs, normalForm } from './content-pairs.ts';

/** A comma-bounded stretch of a statement. */
export interface StatementCell {
  readonly text: string;
  readonly normal: string;
  readonly pairs: ReadonlySet<string>;
}

export interface StatementSentence {
  readonly text: string;
  /** Where it begins in the statement. */
  readonly start: number;
  readonly normal: string;
  readonly cells: readonly StatementCell[];
}

/** Sentences of a statement with their stretches; as clauses are cut, so that both can be laid side by side. */
export function readStatement(text: string): StatementSentence[] {
  return [...text.matchAll(/[^。！？；;\n]*[\p{L}\p{N}][^。！？；;\n]*/gu)].map(({ 0: sentence, index }) => ({
    text: sentence,
    start: index,
    normal: normalForm(sentence),
    cells: [...sentence.matchAll(/(?:[^，,：:、]|(?<=\d),(?=\d{3}))+/gu)]
      .map(([cell]) => ({ text: cell, normal: normalForm(cell), pairs: contentPairs(cell) }))
      .filter(({ normal }) => /[\p{L}\p{N}]/u.test(normal)),
  }));
}
