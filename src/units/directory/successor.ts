import type { NameEdge } from './directory-edges.ts';
import type { DirectoryGraph } from './directory-graph.ts';
import { patternNode } from './name-pattern.ts';
import type { ResolvedName } from './name-resolver.ts';
import type { Places, UnitLevel } from './unit-prefix.ts';

/** The body that carries on. */
export interface UnitSuccessor {
  /** The present name, with the level or place of the old one. */
  readonly name: string;
  /** Year or date of the last step. */
  readonly since: string;
  /** `part` as soon as one step was. */
  readonly scope: 'whole' | 'part';
  /** Every name on the way, the present one last: 天津银监局 → 天津银保监局, 天津金融监管局. */
  readonly steps: readonly { readonly name: string; readonly since: string }[];
}

/** Follows successions to the end. A step with several heirs is taken only where exactly one took the whole. */
export function findSuccessor(
  name: string,
  graph: DirectoryGraph,
  resolve: (name: string, places: Places) => ResolvedName,
  places: Places,
  jurisdiction: string | null,
): UnitSuccessor | null {
  const resolved = resolve(name, places);
  if (!resolved.known) return null;
  const place = jurisdiction ?? resolved.prefix.place ?? resolved.prefix.level;
  const steps: { name: string; since: string }[] = [];
  const visited = new Set([resolved.node]);
  let node = resolved.node;
  let scope: 'whole' | 'part' = 'whole';
  for (;;) {
    const onward = graph.successions(node, place).filter((candidate) => !visited.has(candidate.to));
    const edge = chooseHeir(onward, resolved.prefix.level);
    if (!edge) break;
    const { before, after, hasPlace } = edge.toPattern;
    steps.push({ name: hasPlace ? before + resolved.prefixText + after : before, since: edge.since ?? '' });
    if (edge.scope === 'part') scope = 'part';
    node = patternNode(edge.toPattern);
    visited.add(node);
  }
  const last = steps.at(-1);
  return last ? { name: last.name, since: last.since, scope, steps } : null;
}

/** A province's heir is a 厅 where there is one: 省安全监管局 → 省应急管理厅, 市安全监管局 → 市应急局. */
function chooseHeir(candidates: readonly NameEdge[], level: UnitLevel | null): NameEdge | null {
  const isProvincial = (edge: NameEdge): boolean => edge.to.endsWith('厅');
  const provincial = level === '省' && candidates.some(isProvincial);
  const stated = candidates.filter((edge) => !edge.usual && isProvincial(edge) === provincial);
  const local = stated.filter((edge) => edge.jurisdiction !== '*' && edge.jurisdiction !== '全国');
  const edges = local.length > 0 ? local : stated;
  const whole = edges.filter((edge) => edge.scope === 'whole');
  const heirs = whole.length > 0 ? whole : edges;
  const targets = new Set(heirs.map((edge) => edge.to));
  return targets.size === 1 ? (heirs[0] as NameEdge) : null;
}
