import type { DirectoryData } from './directory-data.ts';
import type { DirectoryEntry } from './directory-schema.ts';
import { expandBraces, type NamePattern, patternNode, readNamePattern } from './name-pattern.ts';

/** `from` is the fuller or the older name. */
export interface NameEdge {
  readonly from: string;
  readonly to: string;
  readonly toPattern: NamePattern;
  readonly kind: DirectoryEntry['kind'];
  readonly since: string | null;
  readonly scope: 'whole' | 'part';
  readonly usual: boolean;
  /** `*`, 全国 or a place with its level. */
  readonly jurisdiction: string;
  /** The last character of a jurisdiction: 市, 省, 区. */
  /** Of a place's relations, its level: 市. */
  readonly level: string;
}

/** The names and relations of all files. */
export interface DirectoryEdges {
  readonly edges: readonly NameEdge[];
  /** By node, as first written. */
  readonly patterns: ReadonlyMap<string, NamePattern>;
  /** `place|node` of names that a place kept through the usual reform. */
  readonly unchanged: ReadonlySet<string>;
}

/** Spells out braces and levels; `barePlaceOf` takes the level off a jurisdiction: 天津市 → 天津. */
export function readDirectoryEdges(
  data: Pick<DirectoryData, 'files'>,
  barePlaceOf: (jurisdiction: string) => string,
): DirectoryEdges {
  const edges: NameEdge[] = [];
  const patterns = new Map<string, NamePattern>();
  const unchanged = new Set<string>();
  const read = (name: string, jurisdiction: string): NamePattern => {
    const pattern = readNamePattern(name, jurisdiction);
    const node = patternNode(pattern);
    if (!patterns.has(node)) patterns.set(node, pattern);
    return pattern;
  };
  for (const file of data.files) {
    for (const name of file.unchanged) {
      unchanged.add(`${barePlaceOf(file.jurisdiction)}|${patternNode(read(name, file.jurisdiction))}`);
    }
    for (const body of file.bodies.flatMap(expandBraces)) read(body, file.jurisdiction);
    for (const entry of file.entries) {
      const jurisdiction = entry.jurisdiction ?? file.jurisdiction;
      const names = expandBraces(entry.name);
      for (const other of entry.other) {
        const others = expandBraces(other);
        for (let index = 0; index < Math.max(names.length, others.length); index += 1) {
          const from = read(names[Math.min(index, names.length - 1)] as string, jurisdiction);
          const toPattern = read(others[Math.min(index, others.length - 1)] as string, jurisdiction);
          const nodes = { from: patternNode(from), to: patternNode(toPattern) };
          if (nodes.from === nodes.to) continue;
          const { kind, since = null, scope, usual } = entry;
          edges.push({
            ...nodes,
            toPattern,
            kind,
            since,
            scope,
            usual,
            jurisdiction: barePlaceOf(jurisdiction),
            level: jurisdiction.slice(-1),
          });
        }
      }
    }
  }
  return { edges, patterns, unchanged };
}
