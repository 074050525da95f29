import type { World, WorldReply } from './start-world.ts';
import type { WorldScript } from './world-scripts.ts';

/** How often both worlds gave the same. */
export interface SurfaceCount {
  equal: number;
  unequal: number;
}

export interface Comparison {
  readonly bySurface: ReadonlyMap<string, SurfaceCount>;
  /** Requests that were answered, and not by a failure, in the first world. */
  readonly succeeded: number;
  /** What differed, with the first place where it did. */
  readonly differences: readonly string[];
}

/** Runs every script in both worlds, one after the other. */
export async function compareWorlds(
  worlds: readonly [World, World],
  scripts: readonly WorldScript[],
): Promise<Comparison> {
  const bySurface = new Map<string, SurfaceCount>();
  const differences: string[] = [];
  let succeeded = 0;
  for (const script of scripts) {
    const [first, second] = await Promise.all([script.run(worlds[0]), script.run(worlds[1])]);
    succeeded += first.filter(({ status }) => status === 200).length;
    const [one, other] = [normalize(first), normalize(second)];
    const count = bySurface.get(script.surface) ?? { equal: 0, unequal: 0 };
    bySurface.set(script.surface, count);
    if (one === other) count.equal++;
    else {
      count.unequal++;
      differences.push(`${script.surface}: ${script.label}\n${showDifference(one, other)}`);
    }
  }
  return { bySurface, succeeded, differences };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const VERSION = /g\d{6}-\d{8}T\d{6}Z-[0-9a-f]{6}/g;
const TIME = /"(totalMs|retrievalMs|modelMs|created)":\d+/g;

/** Ids, times and the version of the index are each world's own. */
function normalize(replies: readonly WorldReply[]): string {
  return replies
    .map(({ status, type, text }) => `${status} ${type} ${text}`)
    .join('\n')
    .replace(UUID, '(id)')
    .replace(VERSION, '(version)')
    .replace(TIME, '"$1":0');
}

const SHOWN = 160;

function showDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const start = Math.max(0, at - SHOWN / 2);
  const show = (text: string) => JSON.stringify(text.slice(start, start + SHOWN));
  return `  with hidden documents:    ${show(one)}\n  without hidden documents: ${show(other)}`;
}
