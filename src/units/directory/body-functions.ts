import type { DirectoryData } from './directory-data.ts';
import type { DirectoryGraph } from './directory-graph.ts';
import { nameKey } from './name-key.ts';
import { expandBraces } from './name-pattern.ts';
import { type Places, parsePrefix, type UnitPrefix } from './unit-prefix.ts';

/** Which bodies may carry a function of government. */
export interface BodyFunctions {
  /** 「市教育主管部门」 → the names of educational bodies and the prefix 市; null where it is no such phrase. */
  readPhrase(
    phrase: string,
    places: Places,
  ): { readonly nodes: ReadonlySet<string>; readonly prefix: UnitPrefix } | null;
  /** The bodies of the one function that the body called `node` carries; null where it carries several or none. */
  sharing(node: string): ReadonlySet<string> | null;
}

const DEPARTMENT = /(?:行政主管|主管|行政|管理|监管)?部门$/u;

export function createBodyFunctions(
  graph: DirectoryGraph,
  functions: DirectoryData['functions'],
): BodyFunctions {
  const nodesOfWord = new Map<string, ReadonlySet<string>>();
  const setsOfNode = new Map<string, ReadonlySet<string>[]>();
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
    for (const word of words) nodesOfWord.set(word, nodes);
    for (const node of nodes) setsOfNode.set(node, [...(setsOfNode.get(node) ?? []), nodes]);
  }
  return {
    readPhrase(phrase, places) {
      const end = DEPARTMENT.exec(phrase)?.index;
      if (end === undefined) return null;
      for (let cut = 0; cut < end - 1; cut += 1) {
        const nodes = nodesOfWord.get(phrase.slice(cut, end));
        const prefix = nodes ? parsePrefix(phrase.slice(0, cut), places) : null;
        if (nodes && prefix) return { nodes, prefix };
      }
      return null;
    },
    sharing(node) {
      const sets = setsOfNode.get(node);
      return sets?.length === 1 ? (sets[0] as ReadonlySet<string>) : null;
    },
  };
}
