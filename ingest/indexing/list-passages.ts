import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { cutPassages } from './cut-passages.ts';

/** What is embedded of an index. */
export interface Passages {
  /** Place of the clause that each passage is of, ascending. */
  readonly owners: readonly number[];
  readonly texts: readonly string[];
}

/**
 * Every clause, long ones in overlapping passages, each with its document's title, its heading trail and the headings of its columns before it, because the
 * words that tell what a clause is about often stand only there: 「二、建设重点」 > 「1.智慧医疗」. The same index gives the same texts.
 */
export function listPassages(
  documents: readonly PolicyDocument[],
  clauses: readonly ClauseRecord[],
): Passages {
  const titles = new Map(documents.map(({ documentId, title }) => [documentId, title]));
  const owners: number[] = [];
  const texts: string[] = [];
  clauses.forEach((clause, position) => {
    const columns = [...new Set((clause.cells ?? []).map(({ heading }) => heading))].join('、');
    const trail = [titles.get(clause.documentId) ?? '', ...clause.path, columns].filter(
      (line) => line !== '',
    );
    for (const passage of cutPassages(clause.text)) {
      owners.push(position);
      texts.push([...trail, passage].join('\n'));
    }
  });
  return { owners, texts };
}
