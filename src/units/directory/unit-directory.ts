import { LRUCache } from 'lru-cache';
import { createBodyFunctions } from './body-functions.ts';
import { type DirectoryData, readDirectoryData } from './directory-data.ts';
import { buildDirectoryGraph } from './directory-graph.ts';
import { findUnitMentions, type UnitMention } from './find-unit-mentions.ts';
import { indexKnownNames, type KnownNames } from './known-names.ts';
import { createMentionScanner, type MentionScanner } from './mention-scanner.ts';
import { createNameResolver } from './name-resolver.ts';
import { findSuccessor, type UnitSuccessor } from './successor.ts';
import { createUnitMatcher, type UnitMatch } from './unit-matcher.ts';
import { barePlace, loadPlaces } from './unit-prefix.ts';

export type { UnitMention, UnitMentionKind } from './find-unit-mentions.ts';
export type { UnitSuccessor } from './successor.ts';
export type { UnitMatch, UnitRelation } from './unit-matcher.ts';

/** Where a look-up takes place; without it nothing is ruled out by place. */
export interface DirectoryPlace {
  /** The place whose bodies 市… and 省… mean: 天津市, 天津, 云岭省. */
  readonly jurisdiction?: string | null;
}

/** Which body a name means: short forms, spellings, successions of names. Knows nothing of duties. */
export interface UnitDirectory {
  /**
   * The printed names of `knownNames` that `mention` can mean, closest relation first: the printed name itself, other
   * spellings, short forms, then successions in both directions, then part-successions (to be offered, not merged).
   * 「卫健委」 → 市卫生健康委 (short-form), 市卫生计生委 (succession). Empty where none fits.
   */
  namesFor(mention: string, knownNames: readonly string[], place?: DirectoryPlace): readonly UnitMatch[];
  /**
   * The body's present name, level or place kept, chains followed to the end: 市卫生计生委 → 市卫生健康委. Null where
   * the directory knows none, or where several bodies took over and none of them the whole.
   */
  successorOf(name: string, place?: DirectoryPlace): UnitSuccessor | null;
  /** The units that a question names, in text order, longest first where they overlap. */
  findMentions(text: string, knownNames: readonly string[], place?: DirectoryPlace): readonly UnitMention[];
}

const TEXTS_KEPT = 32;

let shipped: DirectoryData | null = null;

/** The directory over the data files, or over `data`. Pass the same `knownNames` array again: its index is kept by identity. */
export function loadUnitDirectory(options: { readonly data?: DirectoryData } = {}): UnitDirectory {
  if (!options.data) shipped ??= readDirectoryData();
  const data = options.data ?? (shipped as DirectoryData);
  const gazetteer = loadPlaces(data.places);
  const graph = buildDirectoryGraph(data, (jurisdiction) =>
    jurisdiction === '*' || jurisdiction === '全国' ? jurisdiction : barePlace(jurisdiction, gazetteer),
  );
  const resolve = createNameResolver(graph);
  const matcher = createUnitMatcher(graph, resolve, createBodyFunctions(graph, data.functions));

  interface Indexed {
    readonly known: KnownNames;
    scanner: MentionScanner | null;
    /** By text: the words of one question are looked through several times while it is read. */
    readonly mentions: LRUCache<string, readonly UnitMention[]>;
  }
  const indexes = new WeakMap<readonly string[], Map<string, Indexed>>();
  const indexOf = (names: readonly string[], jurisdiction: string | null): Indexed => {
    let byPlace = indexes.get(names);
    if (!byPlace) {
      byPlace = new Map();
      indexes.set(names, byPlace);
    }
    const found = byPlace.get(jurisdiction ?? '');
    if (found) return found;
    const known = indexKnownNames(names, resolve, gazetteer, jurisdiction);
    const indexed: Indexed = { known, scanner: null, mentions: new LRUCache({ max: TEXTS_KEPT }) };
    byPlace.set(jurisdiction ?? '', indexed);
    return indexed;
  };
  const bare = (place: DirectoryPlace | undefined): string | null =>
    place?.jurisdiction ? barePlace(place.jurisdiction, gazetteer) : null;

  return {
    namesFor(mention, knownNames, place) {
      const { known } = indexOf(knownNames, place?.jurisdiction ?? null);
      return matcher.match(mention, known, bare(place));
    },
    successorOf(name, place) {
      return findSuccessor(name, graph, resolve, gazetteer, bare(place));
    },
    findMentions(text, knownNames, place) {
      const indexed = indexOf(knownNames, place?.jurisdiction ?? null);
      const kept = indexed.mentions.get(text);
      if (kept) return kept;
      indexed.scanner ??= createMentionScanner(graph, indexed.known, data);
      const found = findUnitMentions(text, indexed.scanner, (mention) =>
        matcher.match(mention, indexed.known, bare(place)),
      );
      indexed.mentions.set(text, found);
      return found;
    },
  };
}
