import { normalForm } from './content-pairs.ts';
import { contentWords, holdsWord } from './content-words.ts';
import { followedCells } from './followed-cells.ts';
import type { ProofSource, SourceSentence } from './proof-source.ts';
import type { NamedPlace } from './read-role-claims.ts';
import type { StatementSentence } from './statement-sentences.ts';

/** Words that give a unit a role, which are compared with the records. */
const ROLE_WORD = /牵头|主办|主责|配合|协助|协办|参与|参加|负责|责任|承担|会同|联合/u;

/**
 * Whether each unit that a stretch makes the doer (「市公安局两小时内到场处置」) is one: the clause has it there, or makes it leading or
 * responsible and names no other body there. Who only supports does nothing alone.
 */
export function checkDoers(
  { text, start, cells }: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  places: readonly NamedPlace[],
): 'role' | null {
  let at = 0;
  for (const cell of cells) {
    const from = text.indexOf(cell.text, at);
    at = from + cell.text.length;
    const doer = places.find((place) => place.start - start >= from && place.end - start <= at);
    if (!doer || ROLE_WORD.test(cell.text)) continue;
    const before = text.slice(from, doer.start - start);
    const behind = text.slice(doer.end - start, at);
    if (!/^(?:由|请|归|其中|同时|并)?$/u.test(before.trim()) || !/\p{Script=Han}{2}/u.test(behind)) continue;
    const near = followedCells(cell, aligned)
      .map((one) => `${one.before?.normal ?? ''}，${one.cell.normal}`)
      .join('，');
    if (doer.names.some((name) => near.includes(normalForm(name)))) continue;
    const own = source.clause.units.filter(({ name }) => doer.names.includes(name));
    const others = source.clause.units.some(
      ({ name }) => !doer.names.includes(name) && near.includes(normalForm(name)),
    );
    if (others || !own.some(({ role }) => role !== 'supporting')) return 'role';
  }
  return null;
}

/** Share of the words said with a unit that must stand in that unit's part of the clause. */
const LEAST = 0.5;

/**
 * Whether each unit is said to do its own part, where a clause deals out several: 「预算由市财政局负责，认定由市科技局牵头」 does not
 * say 「认定由市财政局负责」. A part reaches from the unit phrase before to the unit's own.
 */
export function checkUnitTasks(
  { text, start, cells }: StatementSentence,
  source: ProofSource,
  places: readonly NamedPlace[],
): 'unit' | null {
  const parts = partsOf(source);
  if (parts.length < 2) return null;
  let at = 0;
  for (const cell of cells) {
    const from = text.indexOf(cell.text, at);
    at = from + cell.text.length;
    const named = places.filter((place) => place.start - start >= from && place.end - start <= at);
    const names = named.flatMap((place) => place.names);
    if (names.length === 0) continue;
    const rest = named.reduce(
      (left, place) => left.replace(text.slice(place.start - start, place.end - start), '\n'),
      cell.text,
    );
    const words = contentWords(rest);
    const own = parts.filter((part) => part.names.some((name) => names.includes(name)));
    if (words.length === 0 || own.length === 0) continue;
    const held = words.filter(
      (word) => own.some((part) => holdsWord(part.normal, word)) || holdsWord(source.headings, word),
    );
    if (held.length < LEAST * words.length) return 'unit';
  }
  return null;
}

interface Part {
  readonly names: readonly string[];
  readonly normal: string;
}

const parts = new WeakMap<ProofSource, readonly Part[]>();

function partsOf(source: ProofSource): readonly Part[] {
  const known = parts.get(source);
  if (known) return known;
  const { text, units } = source.clause;
  const spans = new Map<number, { end: number; names: string[] }>();
  for (const { textSpan, name } of units) {
    if (textSpan === null) continue;
    const span = spans.get(textSpan.start) ?? { end: textSpan.end, names: [] };
    span.names.push(name);
    spans.set(textSpan.start, span);
  }
  let from = 0;
  const found = [...spans]
    .sort(([a], [b]) => a - b)
    .map(([, { end, names }]) => {
      const part = { names, normal: normalForm(text.slice(from, end)) };
      from = end;
      return part;
    });
  parts.set(source, found);
  return found;
}
