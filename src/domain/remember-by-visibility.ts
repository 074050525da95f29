import type { Visibility } from './search-scope.ts';

/** Gives what was made for a set of visible documents, or makes it. */
export type Remember<T> = (visibility: Visibility, make: () => T) => T;

/**
 * Keeps what was made for everything, and for the last `most` sets of visible documents: by what they hold, so that keys of
 * the same documents share it. A promise that fails is forgotten.
 */
export function rememberByVisibility<T>(most: number): Remember<T> {
  const sets = new Map<string, T>();
  const whole = new Map<string, T>();
  return (visibility, make) => {
    const kept = visibility === 'all' ? whole : sets;
    const key = keyOf(visibility);
    const isKnown = kept.has(key);
    const value = isKnown ? kept.get(key)! : make();
    // A map keeps the order of insertion: the first key is the one that was not asked for the longest.
    kept.delete(key);
    kept.set(key, value);
    if (!isKnown && value instanceof Promise) {
      value.catch(() => {
        if (kept.get(key) === value) kept.delete(key);
      });
    }
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return value;
  };
}

const keys = new WeakMap<object, string>();

function keyOf(visibility: Visibility): string {
  if (visibility === 'all') return '';
  const known = keys.get(visibility);
  if (known !== undefined) return known;
  const key = JSON.stringify([...visibility.documentIds].sort());
  keys.set(visibility, key);
  return key;
}
