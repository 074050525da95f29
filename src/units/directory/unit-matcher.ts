import type { DirectoryData } from './directory-data.ts';
import type { DirectoryGraph, Reach } from './directory-graph.ts';
import type { KnownNames } from './known-names.ts';
import { nameKey, tidyName } from './name-key.ts';
import { expandBraces } from './name-pattern.ts';
import type { ResolvedName } from './name-resolver.ts';
import { type Places, parsePrefix, prefixesAgree } from './unit-prefix.ts';

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
  match(mention: string, known: KnownNames, jurisdiction: string | null): readonly UnitMatch[];
}

const ORDER: readonly UnitRelation[] = ['same', 'spelling', 'short-form', 'succession', 'part-succession'];
const DEPARTMENT = /(?:行政主管|主管|行政|管理|监管)?(?:部门|系统)$/u;

/** Matches mentions with printed names; see `UnitDirectory.namesFor`. */
export function createUnitMatcher(
  graph: DirectoryGraph,
  resolve: (name: string, places: Places) => ResolvedName,
  functions: DirectoryData['functions'],
): UnitMatcher {
  const bodiesOfWord = new Map<string, Set<string>>();
  const functionsOfNode = new Map<string, Set<Set<string>>>();
  for (const { words, bodies } of functions) {
    const nodes = new Set<string>();
    for (const body of bodies.flatMap(expandBraces)) {
      const key = nameKey(body);
      const node = graph.patterns.has(key) ? key : `*${key}`;
      nodes.add(node);
      for (const [reached, how] of graph.reach(node, null)) {
        if (how.kind === 'spelling' || how.kind === 'short-form') nodes.add(reached);
      }
    }
    for (const word of words) bodiesOfWord.set(word, nodes);
    for (const node of nodes) {
      const sets = functionsOfNode.get(node) ?? new Set();
      sets.add(nodes);
      functionsOfNode.set(node, sets);
    }
  }

  const byFunction = (
    nodes: ReadonlySet<string>,
    mention: ResolvedName,
    known: KnownNames,
    jurisdiction: string | null,
  ): ResolvedName[] => {
    const found: ResolvedName[] = [];
    for (const node of nodes) {
      for (const name of known.byNode.get(node) ?? []) {
        if (prefixesAgree(mention.prefix, name.prefix, jurisdiction)) found.push(name);
      }
    }
    return preferNear(found, mention, jurisdiction);
  };

  return {
    match(mention, known, asked) {
      const jurisdiction = asked ?? known.home;
      const tidy = tidyName(mention);
      if (tidy === '') return [];
      const department = DEPARTMENT.exec(tidy);
      if (department && !known.byKey.has(nameKey(tidy))) {
        const wanted = readFunction(tidy.slice(0, department.index), known.places);
        if (!wanted) return [];
        return byFunction(wanted.nodes, wanted.mention, known, jurisdiction).map((name) => ({
          name: name.name,
          relation: 'short-form' as const,
          explanation: null,
        }));
      }
      const resolved = resolve(tidy, known.places);
      const found = new Map<ResolvedName, Reach | null>();
      for (const name of known.byKey.get(resolved.key) ?? []) found.set(name, null);
      const place = jurisdiction ?? resolved.prefix.place ?? resolved.prefix.level;
      const near: [ResolvedName, Reach][] = [];
      const consider = (node: string, how: Reach): void => {
        for (const name of known.byNode.get(node) ?? []) {
          if (!found.has(name) && prefixesAgree(resolved.prefix, name.prefix, jurisdiction))
            near.push([name, how]);
        }
      };
      if (resolved.known) for (const [node, how] of graph.reach(resolved.node, place)) consider(node, how);
      else {
        consider(resolved.node, { kind: 'short-form', younger: false, since: null, usual: false });
        if (tidy.length > 1)
          for (const name of known.governments.get(governmentPlace(tidy)) ?? []) found.set(name, SHORT);
      }
      const kept = new Set(
        preferNear(
          near.map(([name]) => name),
          resolved,
          jurisdiction,
        ),
      );
      for (const [name, how] of near) if (kept.has(name)) found.set(name, how);
      if (found.size === 0)
        for (const name of sameFunction(resolved, known, jurisdiction)) found.set(name, SHORT);
      if (found.size === 0 && !resolved.known) {
        const name = uniqueEnding(tidy, known);
        if (name) found.set(name, SHORT);
      }
      return [...found]
        .map(([name, how]) => describe(resolved, name, how))
        .sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation));
    },
  };

  /** 市教育（部门） → the bodies of that function, asked for at the level of 市. */
  function readFunction(
    stem: string,
    places: Places,
  ): { nodes: ReadonlySet<string>; mention: ResolvedName } | null {
    for (let cut = 0; cut < stem.length - 1; cut += 1) {
      const nodes = bodiesOfWord.get(stem.slice(cut));
      const prefix = nodes ? parsePrefix(stem.slice(0, cut), places) : null;
      if (nodes && prefix) {
        const mention = {
          name: stem,
          key: stem,
          node: '',
          prefix,
          prefixText: stem.slice(0, cut),
          core: stem,
        };
        return { nodes, mention: { ...mention, known: false } };
      }
    }
    return null;
  }

  /** 教育局 where the documents have only 市教委: the one body of the same function, if it is of the same level. */
  function sameFunction(
    mention: ResolvedName,
    known: KnownNames,
    jurisdiction: string | null,
  ): ResolvedName[] {
    const sets = functionsOfNode.get(mention.node);
    if (sets?.size !== 1 || /[厅部]$/u.test(mention.core)) return [];
    const [nodes] = [...sets];
    const found = byFunction(nodes as Set<string>, mention, known, jurisdiction).filter(
      (name) => !/[厅部]$/u.test(name.core) && name.prefix.level !== '国家',
    );
    const first = found[0];
    if (!first) return [];
    const related = graph.reach(first.node, jurisdiction);
    return found.every((name) => related.has(name.node)) ? found : [];
  }
}

const SHORT: Reach = { kind: 'short-form', younger: false, since: null, usual: false };

/** 西青, 西青区 → 西青. */
function governmentPlace(mention: string): string {
  return mention.replace(/(?:新区|省|市|区|县|旗|州)$/u, '') || mention;
}

/**
 * A bare 教育局 means the body of the place itself before those of its districts, and a local one before a national
 * one; 区教育局 alone means a district's only where there is one.
 */
function preferNear(
  names: readonly ResolvedName[],
  mention: ResolvedName,
  jurisdiction: string | null,
): ResolvedName[] {
  if (mention.prefix.place) return [...names];
  const { level } = mention.prefix;
  if (level === '区' || level === '县') {
    const places = new Set(names.map((name) => name.prefix.place));
    return places.size > 1 ? names.filter((name) => name.prefix.place === null) : [...names];
  }
  if (mention.node === '*政府') return names.filter((name) => name.prefix.level === level && level !== null);
  const own = names.filter(
    ({ prefix }) =>
      prefix.level !== '国家' &&
      (prefix.level !== '区' || prefix.place === jurisdiction) &&
      prefix.level !== '县',
  );
  return own.length > 0 ? own : [...names];
}

/** 「生态城管委会」 → 中新天津生态城管委会: the only name that ends so. */
function uniqueEnding(mention: string, known: KnownNames): ResolvedName | null {
  if (mention.length < 5) return null;
  const key = nameKey(mention);
  const found = known.names.filter((name) => name.key.length > key.length && name.key.endsWith(key));
  return found.length === 1 ? (found[0] as ResolvedName) : null;
}

function describe(mention: ResolvedName, name: ResolvedName, how: Reach | null): UnitMatch {
  if (how === null)
    return {
      name: name.name,
      relation: tidyName(name.name) === mention.name ? 'same' : 'spelling',
      explanation: null,
    };
  if (how.kind === 'spelling') {
    const dropped = mention.prefixText !== name.prefixText;
    return { name: name.name, relation: dropped ? 'short-form' : 'spelling', explanation: null };
  }
  if (how.kind === 'short-form') return { name: name.name, relation: 'short-form', explanation: null };
  return {
    name: name.name,
    relation: how.kind,
    explanation: explainSuccession(mention.name, name.name, how),
  };
}

/** 「市科技局：2018年机构改革前为市科委（按机构沿革推定）」; a part says so. */
function explainSuccession(mention: string, name: string, how: Reach): string {
  const year = how.since?.slice(0, 4) ?? '';
  const when = `${year}年${year === '2018' || year === '2023' ? '机构改革' : ''}`;
  const basis = how.usual ? '按机构沿革通例推定' : '按机构沿革推定';
  if (how.kind === 'part-succession') {
    return how.younger
      ? `${mention}：${when}后部分职能划入${name}（${basis}，仅供参考）`
      : `${mention}：${when}时承接${name}的部分职能（${basis}，仅供参考）`;
  }
  return how.younger
    ? `${mention}：${when}后为${name}（${basis}）`
    : `${mention}：${when}前为${name}（${basis}）`;
}
