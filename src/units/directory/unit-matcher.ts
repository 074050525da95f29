import type { BodyFunctions } from './body-functions.ts';
import type { DirectoryGraph, Reach } from './directory-graph.ts';
import { explainSuccession } from './explain-succession.ts';
import type { KnownNames } from './known-names.ts';
import { nameKey, tidyName } from './name-key.ts';
import type { ResolvedName } from './name-resolver.ts';
import { preferNear } from './prefer-near.ts';
import { type Places, parsePrefix, prefixesAgree, type UnitPrefix } from './unit-prefix.ts';

export type UnitRelation = 'same' | 'short-form' | 'spelling' | 'succession' | 'part-succession';

/** A printed name that a mention can mean. */
export interface UnitMatch {
  /** As printed in the index. */
  readonly name: string;
  readonly relation: UnitRelation;
  /** One line for people, for successions: 「市科技局：2018年机构改革前为市科委（按机构沿革推定）」; else null. */
  readonly explanation: string | null;
}

export interface UnitMatcher {
  /** `jurisdiction` is a bare place; without it the one that the known names speak of counts. */
  match(mention: string, known: KnownNames, jurisdiction: string | null): readonly UnitMatch[];
}

const ORDER: readonly UnitRelation[] = ['same', 'spelling', 'short-form', 'succession', 'part-succession'];
const SHORT: Reach = { kind: 'short-form', younger: false, since: null, usual: false };

/** Matches mentions with printed names; see `UnitDirectory.namesFor`. */
export function createUnitMatcher(
  graph: DirectoryGraph,
  resolve: (name: string, places: Places) => ResolvedName,
  functions: BodyFunctions,
): UnitMatcher {
  return {
    match(mention, known, asked) {
      const jurisdiction = asked ?? known.home;
      const tidy = tidyName(mention);
      if (tidy === '') return [];
      const phrase = known.byKey.has(nameKey(tidy)) ? null : functions.readPhrase(tidy, known.places);
      if (phrase) {
        const bodies = withFunction(phrase.nodes, phrase.prefix, known, jurisdiction);
        return bodies.map(({ name }) => ({ name, relation: 'short-form', explanation: null }));
      }
      const resolved = resolve(tidy, known.places);
      const found = new Map<ResolvedName, Reach | null>();
      for (const name of known.byKey.get(resolved.key) ?? []) found.set(name, null);
      for (const [name, how] of relatedNames(resolved, known, jurisdiction)) {
        if (!found.has(name)) found.set(name, how);
      }
      if (found.size === 0) {
        const guessed = resolved.known
          ? sameFunction(resolved, known, jurisdiction)
          : [...governmentOf(tidy, known), ...committeeOf(tidy, known), ...onlyEnding(tidy, known)];
        for (const name of guessed) found.set(name, SHORT);
        // 高新区管委会 by itself, among documents of several places: the one that is printed.
        if (found.size === 0 && resolved.prefix.place === null)
          for (const name of onlyEnding(tidy, known)) found.set(name, SHORT);
      }
      if (resolved.prefix.place === null)
        for (const name of companiesOfPlaces(tidy, known)) if (!found.has(name)) found.set(name, SHORT);
      return [...found]
        .map(([name, how]) => describeMatch(resolved, name, how))
        .sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation));
    },
  };

  /** Through the directory's relations; a name that the directory does not know differs in its prefix alone. */
  function relatedNames(
    mention: ResolvedName,
    known: KnownNames,
    jurisdiction: string | null,
  ): [ResolvedName, Reach][] {
    const place = jurisdiction ?? mention.prefix.place ?? mention.prefix.level;
    const reached = mention.known ? graph.reach(mention.node, place) : new Map([[mention.node, SHORT]]);
    const related: [ResolvedName, Reach][] = [];
    for (const [node, how] of reached) {
      for (const name of known.byNode.get(node) ?? []) {
        if (prefixesAgree(mention.prefix, name.prefix, jurisdiction)) related.push([name, how]);
      }
    }
    const names = related.map(([name]) => name);
    const near = new Set(
      mention.node === '*政府' && mention.prefix.place === null
        ? names.filter(
            ({ prefix }) => prefix.level === mention.prefix.level && !/[区县]/u.test(prefix.level ?? ''),
          )
        : preferNear(names, mention.prefix, jurisdiction),
    );
    return related.filter(([name]) => near.has(name));
  }

  function withFunction(
    nodes: ReadonlySet<string>,
    prefix: UnitPrefix,
    known: KnownNames,
    jurisdiction: string | null,
  ): readonly ResolvedName[] {
    const names = [...nodes].flatMap((node) => known.byNode.get(node) ?? []);
    return preferNear(
      names.filter((name) => prefixesAgree(prefix, name.prefix, jurisdiction)),
      prefix,
      jurisdiction,
    );
  }

  /** 教育局 where the documents have only 市教委: the one body of the same function and level. */
  function sameFunction(
    mention: ResolvedName,
    known: KnownNames,
    jurisdiction: string | null,
  ): readonly ResolvedName[] {
    const nodes = functions.sharing(mention.node);
    if (!nodes || /[厅部]$/u.test(mention.core)) return [];
    const found = withFunction(nodes, mention.prefix, known, jurisdiction).filter(
      (name) => !/[厅部]$/u.test(name.core) && name.prefix.level !== '国家',
    );
    const first = found[0];
    if (!first) return [];
    const related = graph.reach(first.node, jurisdiction);
    return found.every((name) => related.has(name.node)) ? found : [];
  }
}

/** 「西青」「西青区」「天津市西青区」 → 西青区人民政府. */
function governmentOf(mention: string, known: KnownNames): readonly ResolvedName[] {
  const prefix = parsePrefix(mention, known.places);
  if (!prefix?.place) return [];
  const governments = known.governments.get(prefix.place) ?? [];
  return governments.filter((name) => prefixesAgree(prefix, name.prefix, null));
}

/** 「海河教育园区」 → 海河教育园区管委会. */
function committeeOf(mention: string, known: KnownNames): readonly ResolvedName[] {
  return known.byKey.get(`${nameKey(mention)}管理委`) ?? [];
}

/** 「生态城管委会」 → 中新天津生态城管委会: the only name that ends so. */
function onlyEnding(mention: string, known: KnownNames): readonly ResolvedName[] {
  if (mention.length < 5) return [];
  const found = namesEndingOn(mention, known);
  return found.length === 1 ? found : [];
}

/** 国网临江供电公司, 临江供电公司: what may stand before the name of a company that every place has. */
const OF_A_PLACE = /^(?:国网|国家电网|中国)?\p{Script=Han}{2,4}[省市县区]?$/u;

/** 「供电公司」 → 国网临江供电公司 and its likes of other places; none where one of the names means another company. */
function companiesOfPlaces(mention: string, known: KnownNames): readonly ResolvedName[] {
  if (mention.length < 4 || !/(?:公司|集团)$/u.test(mention)) return [];
  const length = nameKey(mention).length;
  const found = namesEndingOn(mention, known);
  return found.every((name) => OF_A_PLACE.test(name.key.slice(0, -length))) ? found : [];
}

function namesEndingOn(mention: string, known: KnownNames): readonly ResolvedName[] {
  const key = nameKey(mention);
  return known.names.filter((name) => name.key.length > key.length && name.key.endsWith(key));
}

function describeMatch(
  mention: ResolvedName,
  { name, prefixText }: ResolvedName,
  how: Reach | null,
): UnitMatch {
  if (how === null) {
    return { name, relation: tidyName(name) === mention.name ? 'same' : 'spelling', explanation: null };
  }
  if (how.kind === 'spelling' || how.kind === 'short-form') {
    const relation = how.kind === 'spelling' && prefixText === mention.prefixText ? 'spelling' : 'short-form';
    return { name, relation, explanation: null };
  }
  return { name, relation: how.kind, explanation: explainSuccession(mention.name, name, how) };
}
