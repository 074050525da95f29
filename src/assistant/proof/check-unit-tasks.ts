import { normalForm } from './content-pairs.ts';
import { contentWords, holdsWord } from './content-words.ts';
import type { ProofSource } from './proof-source.ts';
import type { NamedPlace } from './read-role-claims.ts';
import type { StatementSentence } from './statement-sentences.ts';

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
