import type { PolicyDocument } from '../domain/policy-document.ts';
import { isShortenedIn } from '../language/shortened.ts';
import { countWork } from '../turns/work-budget.ts';
import { KIND_AT_END } from './document-kinds.ts';
import { jurisdictionOf } from './find-places.ts';
import { NamesInText } from './names-in-text.ts';
import { yearFit } from './year-fit.ts';

export interface NamedDocument {
  readonly document: PolicyDocument;
  /** Title, aliases and number as people may type them, each once. */
  readonly names: readonly string[];
}

/** Documents whose names hold a piece; the fewer, the more it weighs. */
export interface PieceHolders {
  readonly weight: number;
  readonly holders: readonly string[];
}

/** The names of a set of documents, ready for looking up what a question says of them. */
export interface DocumentNames {
  readonly entries: readonly NamedDocument[];
  namesOf(documentId: string): readonly string[];
  /** Whole names of four characters and more. */
  readonly whole: NamesInText<string>;
  /** Names without the words for their kind, where they are the name of one document alone. */
  readonly cores: NamesInText<string>;
  holdersOf(piece: string): PieceHolders;
  /** Whether a piece opens with general words, or with the place that all documents share. */
  isUntelling(piece: string): boolean;
  /** How well a year fits each document that it fits at all. */
  fitsOf(year: { readonly from: number; readonly to: number }): ReadonlyMap<string, number>;
}

const known = new WeakMap<readonly PolicyDocument[], DocumentNames>();

/** Pass the same array again for the same documents: their names are read once. */
export function documentNamesOf(documents: readonly PolicyDocument[]): DocumentNames {
  const names = known.get(documents) ?? indexNames(documents);
  known.set(documents, names);
  return names;
}

const GENERAL_OPENING = /^(?:年|重点|工作|建设|推进|发展)/;
/** Different years that are remembered with their documents. */
const MOST_YEARS = 64;
/** Document ids that are remembered under pieces of names. */
const MOST_HOLDERS = 100_000;

function indexNames(documents: readonly PolicyDocument[]): DocumentNames {
  const entries = documents.map((document) => ({ document, names: namesOf(document) }));
  const namesById = new Map(entries.map(({ document, names }) => [document.documentId, names]));
  const pairs = fileBy(entries, pairsOf);
  const characters = fileBy(entries, (name) => name);
  const home = jurisdictionOf(documents);
  const holders = new Map<string, PieceHolders>();
  const fits = new Map<string, ReadonlyMap<string, number>>();
  let kept = 0;

  const holdersOf = (piece: string): PieceHolders => {
    const remembered = holders.get(piece);
    if (remembered) return remembered;
    const found = weigh(piece);
    kept += found.holders.length + 1;
    if (kept > MOST_HOLDERS) {
      holders.clear();
      kept = found.holders.length + 1;
    }
    holders.set(piece, found);
    return found;
  };

  function weigh(piece: string): PieceHolders {
    const found = (
      piece.length < 2 ? candidatesFor([piece], characters) : candidatesFor(pairsOf(piece), pairs)
    )
      .filter((i) => entries[i]!.names.some((name) => name.includes(piece)))
      .map((i) => entries[i]!.document.documentId);
    if (found.length === 0 && /^\p{Script=Han}{3,5}$/u.test(piece)) {
      // 「综保区意见」: the document's name shortened, where that tells it from the others.
      const shortened = candidatesFor([...piece], characters).filter((i) =>
        entries[i]!.names.some((name) => isShortenedIn(piece, name)),
      );
      if (shortened.length === 1) found.push(entries[shortened[0]!]!.document.documentId);
    }
    return {
      weight: found.length === 0 ? 0 : Math.log((entries.length + 1) / found.length),
      holders: found,
    };
  }

  const whole = new NamesInText<string>(4);
  const cores = new NamesInText<string>(3);
  for (const { document, names } of entries) {
    for (const name of names) {
      whole.add(name, document.documentId);
      const core = name.replace(KIND_AT_END, '').replace(/(?:三年|五年|年度|重点)+$/, '');
      if (core.length >= 3 && core !== name && weigh(core).holders.length === 1)
        cores.add(core, document.documentId);
    }
  }
  return {
    entries,
    namesOf: (documentId) => namesById.get(documentId) ?? [],
    whole,
    cores,
    holdersOf,
    isUntelling: (piece) => GENERAL_OPENING.test(piece) || (home !== null && piece.startsWith(home)),
    fitsOf(year) {
      const key = `${year.from}-${year.to}`;
      const remembered = fits.get(key);
      if (remembered) return remembered;
      countWork(entries.length);
      const found = new Map<string, number>();
      for (const { document } of entries) {
        const fit = yearFit(document, year);
        if (fit > 0) found.set(document.documentId, fit);
      }
      if (fits.size >= MOST_YEARS) fits.clear();
      fits.set(key, found);
      return found;
    },
  };
}

/** Places in `entries` by the parts that their names are made of, ascending. */
function fileBy(
  entries: readonly NamedDocument[],
  partsOf: (name: string) => Iterable<string>,
): Map<string, number[]> {
  const filed = new Map<string, number[]>();
  entries.forEach(({ names }, i) => {
    for (const part of new Set(names.flatMap((name) => [...partsOf(name)]))) {
      const places = filed.get(part);
      if (places) places.push(i);
      else filed.set(part, [i]);
    }
  });
  return filed;
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}

/** The shortest of the lists that a name must be on to hold all parts. */
function candidatesFor(
  parts: readonly string[],
  filed: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  let shortest: readonly number[] | null = null;
  for (const part of parts) {
    const places = filed.get(part) ?? [];
    if (shortest === null || places.length < shortest.length) shortest = places;
  }
  const candidates = shortest ?? [];
  countWork(parts.length + candidates.length);
  return candidates;
}

/** Title, aliases and number as people may type them: brackets, quotes and the drafting frame taken off. */
function namesOf(document: PolicyDocument): string[] {
  const inner = document.title
    .replace(/^.*?(?:关于)?(?:印发|转发|发布)(?:.*?拟定的)?/, '')
    .replace(/的通知$/, '');
  const names = [document.title, inner, ...document.aliases, document.documentNumber ?? '']
    .map(foldName)
    .filter((name) => name.length >= 2);
  return [...new Set(names)];
}

function foldName(name: string): string {
  return name.replace(/[《》“”"\s]/g, '').replace(/[—–－~～]+/g, '-');
}
