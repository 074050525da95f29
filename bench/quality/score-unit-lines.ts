import { UNIT_ROLES } from '../../src/domain/responsible-unit.ts';
import { spansOverlap, type TextSpan } from '../../src/domain/text-span.ts';
import { type FoldedText, foldText, foldWithOffsets } from './fold-text.ts';
import { type ParsedFile, statesDuty, type UnitPhrase, unitPhrasesOf } from './parsed-file.ts';
import type { PairCounts } from './score-case.ts';
import type { UnitGold } from './unit-gold.ts';

/** A gold line that was not read exactly. */
export interface WrongLine {
  readonly quote: string;
  readonly raw: string;
  readonly expected: string;
  readonly found: string;
}

export interface UnitFileScore {
  readonly file: string;
  readonly lines: number;
  readonly linesExact: number;
  /** (role, name) pairs without collectives. */
  readonly pairs: PairCounts;
  /** The same with collectives, each in its own role where the gold line states one. */
  readonly pairsWithCollectives: PairCounts;
  readonly wrongLines: readonly WrongLine[];
  /** Phrases that belong to no gold line, optional ones included; duties are no gold's business. */
  readonly extraPhrases: readonly UnitPhrase[];
  readonly trapsHit: readonly { readonly trap: string; readonly raw: string }[];
}

/**
 * Compares the unit phrases of a parsed document with its gold lines. `source` is the file as decoded, into which all
 * spans point. A line is answered by the first phrase that lies after its quote and overlaps the gold phrase's place.
 */
export function scoreUnitLines(
  parsed: ParsedFile,
  gold: readonly UnitGold[],
  traps: readonly string[],
  source: string,
): Omit<UnitFileScore, 'file'> {
  const folded = foldWithOffsets(source);
  const phrases = unitPhrasesOf(parsed);
  const claimed = new Set<UnitPhrase>();
  const wrongLines: WrongLine[] = [];
  const lines: { readonly expected: LineUnits; readonly found: LineUnits }[] = [];
  for (const line of gold) {
    const place = placeOfLine(line, parsed, folded);
    const touching = phrases.filter((phrase) => overlapsLine(phrase, line, place));
    const [phrase] = touching;
    for (const touched of touching) claimed.add(touched);
    if (line.optional) continue;
    const expected = expectedUnits(line);
    const found = foundUnits(phrase);
    lines.push({ expected, found });
    if (!isSameLine(expected, found)) {
      wrongLines.push({
        quote: line.clause_quote,
        raw: line.raw,
        expected: describeLine(expected),
        found: phrase ? describeLine(found) : 'nothing',
      });
    }
  }
  const extraPhrases = phrases.filter((phrase) => !claimed.has(phrase) && !statesDuty(phrase));
  const extra = extraPhrases.map((phrase) => ({ expected: expectedUnits(null), found: foundUnits(phrase) }));
  return {
    lines: lines.length,
    linesExact: lines.length - wrongLines.length,
    pairs: countPairs([...lines, ...extra], ({ pairs }) => pairs),
    pairsWithCollectives: countPairs([...lines, ...extra], ({ pairs, collectivePairs }) => [
      ...pairs,
      ...collectivePairs,
    ]),
    wrongLines,
    extraPhrases,
    trapsHit: traps.flatMap((trap) => {
      const places = placesOf(trap, folded);
      return phrases
        .filter((phrase) => !statesDuty(phrase) && places.some((place) => spansOverlap(place, phrase.span)))
        .map(({ raw }) => ({ trap, raw }));
    }),
  };
}

interface LinePlace {
  readonly quote: TextSpan | null;
  readonly raw: TextSpan | null;
}

/** Where the quote stands in the source, and the first place of the gold phrase that does not end before it. */
function placeOfLine(line: UnitGold, parsed: ParsedFile, folded: FoldedText): LinePlace {
  const quotes = placesOf(line.clause_quote, folded);
  const quote = quotes[0] ?? spanOfClauseWith(line.clause_quote, parsed);
  const raw = placesOf(line.raw, folded).find(({ end }) => !quote || end > quote.start) ?? null;
  return { quote, raw };
}

/** Fallback for converted text: the clause that holds the quote. */
function spanOfClauseWith(quote: string, parsed: ParsedFile): TextSpan | null {
  const wanted = foldText(quote);
  const clause = parsed.clauses.find(({ text }) => foldText(text).includes(wanted));
  return clause ? { start: clause.span.start, end: clause.span.start } : null;
}

function overlapsLine(phrase: UnitPhrase, line: UnitGold, { quote, raw }: LinePlace): boolean {
  if (raw) return spansOverlap(phrase.span, raw);
  if (!quote || phrase.span.end <= quote.start) return false;
  const [a, b] = [foldText(phrase.raw), foldText(line.raw)];
  return a.includes(b) || b.includes(a);
}

function placesOf(text: string, folded: FoldedText): TextSpan[] {
  const wanted = foldText(text);
  const places: TextSpan[] = [];
  if (wanted === '') return places;
  for (let at = folded.text.indexOf(wanted); at !== -1; at = folded.text.indexOf(wanted, at + 1)) {
    places.push({ start: folded.offsets[at]!, end: folded.offsets[at + wanted.length - 1]! + 1 });
  }
  return places;
}

interface LineUnits {
  /** role and folded name, in printed order within each role. */
  readonly pairs: readonly string[];
  readonly collectivePairs: readonly string[];
  readonly collectives: readonly string[];
  readonly open: boolean;
}

function expectedUnits(line: UnitGold | null): LineUnits {
  if (!line) return { pairs: [], collectivePairs: [], collectives: [], open: false };
  return {
    pairs: UNIT_ROLES.flatMap((role) => line[role].map((name) => `${role} ${foldText(name)}`)),
    collectivePairs: line.collective.map(
      (name) => `${line.collective_role?.[name] ?? 'responsible'} ${foldText(name)}`,
    ),
    collectives: line.collective.map(foldText).sort(),
    open: line.open,
  };
}

function foundUnits(phrase: UnitPhrase | undefined): LineUnits {
  const units = phrase?.units ?? [];
  const named = units.filter(({ collective }) => !collective);
  const collectives = units.filter(({ collective }) => collective);
  return {
    pairs: UNIT_ROLES.flatMap((role) =>
      named.filter((unit) => unit.role === role).map(({ name }) => `${role} ${foldText(name)}`),
    ),
    collectivePairs: collectives.map(({ role, name }) => `${role} ${foldText(name)}`),
    collectives: [...new Set(collectives.map(({ name }) => foldText(name)))].sort(),
    open: units.some(({ openEnded }) => openEnded),
  };
}

function isSameLine(expected: LineUnits, found: LineUnits): boolean {
  return (
    expected.pairs.join() === found.pairs.join() &&
    expected.collectives.join() === found.collectives.join() &&
    expected.open === found.open
  );
}

function describeLine({ pairs, collectives, open }: LineUnits): string {
  return [...pairs, ...collectives.map((name) => `collective ${name}`), ...(open ? ['open'] : [])].join('; ');
}

function countPairs(
  lines: readonly { readonly expected: LineUnits; readonly found: LineUnits }[],
  select: (units: LineUnits) => readonly string[],
): PairCounts {
  let [hits, extra, missed] = [0, 0, 0];
  for (const line of lines) {
    const [expected, found] = [new Set(select(line.expected)), new Set(select(line.found))];
    const common = [...found].filter((pair) => expected.has(pair)).length;
    hits += common;
    extra += found.size - common;
    missed += expected.size - common;
  }
  return { hits, extra, missed };
}
