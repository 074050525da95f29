import type { ResolvedName } from './name-resolver.ts';
import type { Places, UnitLevel } from './unit-prefix.ts';
import { parsePlace } from './unit-prefix.ts';

/** The printed names of an index, taken apart once. */
export interface KnownNames {
  readonly places: Places;
  /** The province or city that the names speak of (天津海关, 人民银行天津分行); null where they speak of several. */
  readonly home: string | null;
  readonly names: readonly ResolvedName[];
  readonly byNode: ReadonlyMap<string, readonly ResolvedName[]>;
  readonly byKey: ReadonlyMap<string, readonly ResolvedName[]>;
  /** Places that have a government of their own among the names: bare name → the government's names. */
  readonly governments: ReadonlyMap<string, readonly ResolvedName[]>;
}

const GOVERNMENT = /^(?<place>\p{Script=Han}{2,9}(?:省|自治区|市|州|新区|区|县|旗))(?:人民)?政府$/u;
const PLACE_START = /^(?<place>\p{Script=Han}{2,6}?(?:省|市|新区|区|县))\p{Script=Han}{2,}$/u;

/** Reads all names; places that occur in several of them, or have a government, are learnt. */
export function indexKnownNames(
  printed: readonly string[],
  resolve: (name: string, places: Places) => ResolvedName,
  gazetteer: Places,
  jurisdiction: string | null,
): KnownNames {
  const places = new Map<string, UnitLevel>(gazetteer);
  const learn = (text: string): void => {
    const place = parsePlace(text, gazetteer);
    if (place?.place && place.level && place.place.length >= 2 && !places.has(place.place)) {
      places.set(place.place, place.level);
    }
  };
  if (jurisdiction) learn(jurisdiction);
  const starts = new Map<string, number>();
  for (const name of printed) {
    if (/^(?:各|有关|相关|其他|所有)/u.test(name)) continue;
    const government = GOVERNMENT.exec(name)?.groups?.place;
    if (government) learn(government);
    const start = PLACE_START.exec(name)?.groups?.place;
    if (start) starts.set(start, (starts.get(start) ?? 0) + 1);
  }
  for (const [start, count] of starts) if (count > 1) learn(start);

  const names = printed.map((name) => resolve(name, places));
  const byNode = new Map<string, ResolvedName[]>();
  const byKey = new Map<string, ResolvedName[]>();
  const governments = new Map<string, ResolvedName[]>();
  for (const name of names) {
    push(byNode, name.node, name);
    push(byKey, name.key, name);
    if (name.node === '*政府' && name.prefix.place) push(governments, name.prefix.place, name);
  }
  return { places, home: findHome(names), names, byNode, byKey, governments };
}

function findHome(names: readonly ResolvedName[]): string | null {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { prefix, node } of names) {
    if (!prefix.place || node === '*政府') continue;
    if (prefix.level !== null && prefix.level !== '省' && prefix.level !== '市') continue;
    counts.set(prefix.place, (counts.get(prefix.place) ?? 0) + 1);
    total += 1;
  }
  for (const [place, count] of counts) if (count >= 2 && count >= 0.8 * total) return place;
  return null;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
