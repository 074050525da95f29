import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import { HEALTH, makeClause, makeContents } from '../contracts/index-fixtures.ts';

/** Contents that can be told apart: every part of generation `number` carries the number. */
export function makeNumberedContents(number: number): IndexContents {
  const base = makeContents();
  const clauses = [
    ...base.clauses,
    ...Array.from({ length: 40 }, (_, i) =>
      makeClause(HEALTH, `3.${i}`, {
        order: 3 + i,
        title: `第${number}版`,
        text: `第${number}版第${i}项工作。`,
      }),
    ),
  ];
  return {
    ...base,
    clauses,
    sources: new Map([[HEALTH, `第${number}版原文`]]),
    passages: clauses.map((_, clause) => ({
      clause,
      vector: [Math.cos(number + clause), Math.sin(number + clause)],
    })),
    origin: { kind: 'paths', paths: [], fingerprint: String(number) },
  };
}
