import type { ResolvedName } from './name-resolver.ts';
import type { UnitPrefix } from './unit-prefix.ts';

/**
 * A bare 教育局 means the body of the place itself before those of its districts, and a local body before a national
 * one. 区教育局 alone means a district's only where one district has one, or it is the place that asks.
 */
export function preferNear(
  names: readonly ResolvedName[],
  mention: UnitPrefix,
  jurisdiction: string | null,
): readonly ResolvedName[] {
  if (mention.place) return names;
  if (mention.level === '区' || mention.level === '县') {
    const own = names.filter(({ prefix }) => prefix.place === null || prefix.place === jurisdiction);
    if (own.length > 0) return own;
    return new Set(names.map((name) => name.prefix.place)).size > 1 ? [] : names;
  }
  const near = names.filter(
    ({ prefix }) =>
      prefix.level !== '国家' &&
      ((prefix.level !== '区' && prefix.level !== '县') || prefix.place === jurisdiction),
  );
  return near.length > 0 && mention.level === null ? near : names;
}
