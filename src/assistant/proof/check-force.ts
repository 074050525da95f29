import { contentPairs, coverPairs } from './content-pairs.ts';
import { followedCells } from './followed-cells.ts';
import { FORCE_CLASSES, type ForceClass, hasForce, withoutBounds } from './force-classes.ts';
import type { ProofSource, SourceCell, SourceSentence } from './proof-source.ts';
import type { StatementCell, StatementSentence } from './statement-sentences.ts';

/** Share of a stretch of the clause that a sentence must say before the stretch's words of force hold for it. */
const SAID = 0.5;
/** The same where the sentence says the very words behind the word of force: 优先[组织加固]. */
const PARTLY_SAID = 0.25;
/** Share of a stretch's words in a stretch of the clause from which on it follows that one. */
const FOLLOWS = 0.6;

/** Signs that a stretch shares with the stretch of the clause it follows: not, up, down, above, below. */
const SIGNS = FORCE_CLASSES.filter(({ name }) => ['negation', 'rise', 'fall', 'high', 'low'].includes(name));

/**
 * Whether a sentence is as strong, as wide and of the same sign as what the clause says at that place. Null: it is; else the
 * class that differs.
 */
export function checkForce(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
): string | null {
  const pairs = new Set(sentence.cells.flatMap((cell) => [...cell.pairs]));
  for (const force of FORCE_CLASSES) {
    const isAdded = !force.mayAdd && sentence.cells.some((cell) => addsForce(force, cell, aligned, source));
    if (isAdded || (!force.mayDrop && dropsForce(force, sentence, aligned, pairs))) return force.name;
  }
  return checkSigns(sentence, aligned);
}

/**
 * A word of the class in a stretch of the statement, which the stretch of the clause that it follows has not, nor the one before
 * that (力争到2025年，…). Where it follows none, one of the sentences must have one.
 */
function addsForce(
  force: ForceClass,
  cell: StatementCell,
  aligned: readonly SourceSentence[],
  source: ProofSource,
): boolean {
  const word = force.words.exec(withoutBounds(cell.normal))?.[0];
  if (word === undefined) return false;
  if (force.isLiteral) return addsWords(force, cell, aligned, source);
  if (source.headings.includes(word)) return false;
  const followed = followedCells(cell, aligned).filter(({ cover }) => cover >= SAID);
  if (followed.length === 0) return !aligned.some(({ normal }) => hasForce(force, normal));
  return !followed.some(({ before, cell: own }) => hasForce(force, `${before?.normal ?? ''}，${own.normal}`));
}

/** The same for words that stand for themselves alone. */
function addsWords(
  force: ForceClass,
  cell: StatementCell,
  aligned: readonly SourceSentence[],
  source: ProofSource,
): boolean {
  const followed = followedCells(cell, aligned).filter(({ cover }) => cover >= SAID);
  const near = followed.map((one) => `${one.before?.normal ?? ''}，${one.cell.normal}`).join('，');
  const text = followed.length > 0 ? near : aligned.map(({ normal }) => normal).join('，');
  const words = cell.normal.match(new RegExp(force.words.source, 'gu')) ?? [];
  return words.some((word) => !text.includes(word) && !source.headings.includes(word));
}

/** A stretch of the clause with a word of the class is said, and the statement has none (for a negation: fewer). */
function dropsForce(
  force: ForceClass,
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  pairs: ReadonlySet<string>,
): boolean {
  const held = aligned.flatMap(({ cells }) => cells).filter((cell) => holdsFor(force, cell, pairs)).length;
  if (held === 0) return false;
  const own = sentence.cells.filter((cell) => hasForce(force, cell.normal)).length;
  // One 鼓励 at the head holds for a whole list.
  return own === 0 || (force.name === 'negation' && own < held);
}

/** Whether a stretch of the clause has a word of the class, and the sentence says that stretch or what the word stands before. */
function holdsFor(force: ForceClass, cell: SourceCell, pairs: ReadonlySet<string>): boolean {
  const text = withoutBounds(cell.normal);
  const match = force.words.exec(text);
  if (!match || cell.pairs.size === 0) return false;
  const cover = coverPairs(cell.pairs, pairs);
  if (cover >= SAID) return true;
  const after = text.slice(match.index + match[0].length);
  // 「经批准后可以临时占用」: all that stands behind a condition is under it.
  if (force.name === 'condition') {
    const under = contentPairs(after);
    return under.size >= 2 && coverPairs(under, pairs) >= SAID;
  }
  const behind = contentPairs(after.slice(0, 4));
  return cover >= PARTLY_SAID && behind.size >= 2 && coverPairs(behind, pairs) === 1;
}

function negations(normal: string): number {
  const { words } = FORCE_CLASSES.find(({ name }) => name === 'negation')!;
  return withoutBounds(normal).match(new RegExp(words.source, 'gu'))?.length ?? 0;
}

/** A sign must stand where the clause has it: 「不得占用通道，可以临时停车」 does not say 「不得临时停车」. */
function checkSigns({ cells, normal }: StatementSentence, aligned: readonly SourceSentence[]): string | null {
  for (const cell of cells) {
    if (cell.pairs.size < 2) continue;
    const followed = followedCells(cell, aligned).filter(({ cover }) => cover >= FOLLOWS);
    if (followed.length === 0) continue;
    for (const sign of SIGNS) {
      const isNegation = sign.name === 'negation';
      const own = hasForce(sign, cell.normal);
      const theirs = followed.some((one) => hasForce(sign, one.cell.normal));
      const isBeside = isNegation && followed.some((one) => hasForce(sign, one.sentence.normal));
      if (own && !theirs && !isBeside) return sign.name;
      // 「并非…不得」, 「不得不」: one more turns it round.
      const isTurned =
        isNegation &&
        own &&
        theirs &&
        followed.every((one) => negations(one.cell.normal) < negations(cell.normal));
      if (isTurned) return sign.name;
      if (!own && theirs && isNegation && !hasForce(sign, normal)) return sign.name;
    }
  }
  return null;
}
