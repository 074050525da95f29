import type { DirectoryData } from './directory-data.ts';
import { type NameEdge, readDirectoryEdges } from './directory-edges.ts';
import type { NamePattern } from './name-pattern.ts';

/** How one name is reached from another. */
export interface Reach {
  readonly kind: 'spelling' | 'short-form' | 'succession' | 'part-succession';
  /** Of a succession: whether the reached body is the younger one, and when it began. */
  readonly younger: boolean;
  readonly since: string | null;
  readonly usual: boolean;
}

/**
 * Names and their relations. Every look-up is for one place (天津), for any place of a level (市), or for any: what is
 * known of another place, or of a place of another level, is left out.
 */
export interface DirectoryGraph {
  readonly edges: readonly NameEdge[];
  readonly patterns: ReadonlyMap<string, NamePattern>;
  /** Every name that the body called `node` may go under, itself included. */
  reach(node: string, place: string | null): ReadonlyMap<string, Reach>;
  /** The successions that lead on from the body called `node`. */
  successions(node: string, place: string | null): readonly NameEdge[];
}

const SPELLING: Reach = { kind: 'spelling', younger: false, since: null, usual: false };

/** `barePlaceOf` takes the level off a jurisdiction: 天津市 → 天津. */
export function buildDirectoryGraph(
  data: Pick<DirectoryData, 'files'>,
  barePlaceOf: (jurisdiction: string) => string,
): DirectoryGraph {
  const { edges, patterns, unchanged } = readDirectoryEdges(data, barePlaceOf);
  const outgoing = groupEdges(edges, (edge) => edge.from);
  const incoming = groupEdges(edges, (edge) => edge.to);
  const holds = (edge: NameEdge, place: string | null): boolean => {
    if (edge.jurisdiction !== '*' && edge.jurisdiction !== '全国') {
      return !place || edge.jurisdiction === place || edge.level === place;
    }
    return edge.kind !== 'succession' || !place || !unchanged.has(`${place}|${edge.from}`);
  };
  const out = (node: string, place: string | null) =>
    (outgoing.get(node) ?? []).filter((edge) => holds(edge, place));
  const into = (node: string, place: string | null) =>
    (incoming.get(node) ?? []).filter((edge) => holds(edge, place));

  /** Same body: other spellings and the fuller names that `node` may be short for, nearest first. */
  const climb = (node: string, place: string | null): Set<string> => {
    const seen = new Set([node]);
    for (const current of seen) {
      for (const edge of out(current, place)) if (edge.kind === 'spelling') seen.add(edge.to);
      for (const edge of into(current, place)) if (edge.kind !== 'succession') seen.add(edge.from);
    }
    return seen;
  };
  const spellings = (node: string, place: string | null): Set<string> => {
    const seen = new Set([node]);
    for (const current of seen) {
      for (const edge of out(current, place)) if (edge.kind === 'spelling') seen.add(edge.to);
      for (const edge of into(current, place)) if (edge.kind === 'spelling') seen.add(edge.from);
    }
    return seen;
  };
  /** Spellings and short forms of each of `nodes`. */
  const descend = (nodes: Iterable<string>, place: string | null): Set<string> => {
    const seen = new Set<string>();
    for (const node of nodes) for (const spelling of spellings(node, place)) seen.add(spelling);
    for (const current of seen) {
      for (const edge of out(current, place)) {
        if (edge.kind === 'short-form') for (const form of spellings(edge.to, place)) seen.add(form);
      }
    }
    return seen;
  };

  const reachFrom = (node: string, place: string | null): Map<string, Reach> => {
    const found = new Map<string, Reach>();
    const add = (reached: string, how: Reach): void => {
      const known = found.get(reached);
      const better =
        known &&
        ((known.kind === 'part-succession' && how.kind === 'succession') ||
          (known.kind === how.kind && known.usual && !how.usual));
      if (!known || better) found.set(reached, how);
    };
    for (const spelling of spellings(node, place)) add(spelling, SPELLING);
    const upper = climb(node, place);
    for (const form of descend(upper, place)) add(form, { ...SPELLING, kind: 'short-form' });
    for (const younger of [true, false]) {
      let front = [...upper].map((start) => ({ node: start, how: null as Reach | null }));
      const visited = new Set(upper);
      while (front.length > 0) {
        const next: typeof front = [];
        for (const { node: current, how } of front) {
          for (const edge of younger ? out(current, place) : into(current, place)) {
            if (edge.kind !== 'succession') continue;
            const target = younger ? edge.to : edge.from;
            const reach: Reach = {
              kind:
                edge.scope === 'part' || how?.kind === 'part-succession' ? 'part-succession' : 'succession',
              younger,
              since: edge.since,
              usual: edge.usual || (how?.usual ?? false),
            };
            for (const form of descend([target], place)) add(form, reach);
            for (const form of spellings(target, place)) {
              if (visited.has(form) && reach.kind === 'part-succession') continue;
              if (!visited.has(form)) next.push({ node: form, how: reach });
              visited.add(form);
            }
          }
        }
        front = next;
      }
    }
    return found;
  };

  const cache = new Map<string, ReadonlyMap<string, Reach>>();
  return {
    edges,
    patterns,
    reach(node, place) {
      const key = `${place ?? ''}|${node}`;
      const found = cache.get(key) ?? reachFrom(node, place);
      if (cache.size < 20_000) cache.set(key, found);
      return found;
    },
    successions(node, place) {
      const edgesOn: NameEdge[] = [];
      for (const name of climb(node, place)) {
        edgesOn.push(...out(name, place).filter((edge) => edge.kind === 'succession'));
      }
      return edgesOn;
    },
  };
}

function groupEdges(edges: readonly NameEdge[], keyOf: (edge: NameEdge) => string): Map<string, NameEdge[]> {
  const groups = new Map<string, NameEdge[]>();
  for (const edge of edges) {
    const key = keyOf(edge);
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return groups;
}
