import { coverPairs } from './content-pairs.ts';
import type { SourceSentence } from './proof-source.ts';

/** Words that must be shared, taken and left for two stretches to count as parallel and mixed. */
const FEW = 2;
const SAYS_ALONE = 0.9;

/**
 * Whether a stretch of a statement takes its subject from one of two parallel stretches of the clause and what is said of it
 * from the other: 「企业执行大工业电价，农场执行农业生产电价」 does not say 「农场执行大工业电价」.
 */
export function mixesParallels(pairs: ReadonlySet<string>, aligned: readonly SourceSentence[]): boolean {
  const cells = aligned.flatMap((sentence) => sentence.cells.map((cell) => cell.pairs));
  // What one stretch says alone is taken from no other.
  if (cells.some((cell) => coverPairs(pairs, cell) >= SAYS_ALONE)) return false;
  return cells.some((one, i) =>
    cells.slice(i + 1).some((other) => {
      const shared = [...one].filter((pair) => other.has(pair));
      if (shared.length < FEW || shared.some((pair) => !pairs.has(pair))) return false;
      const [ownTaken, ownLeft] = split(one, other, pairs);
      const [otherTaken, otherLeft] = split(other, one, pairs);
      return ownTaken >= FEW && otherTaken >= FEW && ownLeft >= FEW && otherLeft >= FEW;
    }),
  );
}

/** Of the words that only `cell` has: how many the statement takes, and how many it leaves. */
function split(
  cell: ReadonlySet<string>,
  other: ReadonlySet<string>,
  pairs: ReadonlySet<string>,
): readonly [taken: number, left: number] {
  const own = [...cell].filter((pair) => !other.has(pair));
  const taken = own.filter((pair) => pairs.has(pair)).length;
  return [taken, own.length - taken];
}
