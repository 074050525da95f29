import { useEffect, useState } from 'preact/hooks';

const KEY = 'tiaowen.unit';
const listeners = new Set<(unit: string) => void>();

/** Who 我局 and 本单位 are for this browser; empty where nobody chose. */
export function readMyUnit(): string {
  try {
    return window.localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function saveMyUnit(unit: string): void {
  try {
    if (unit === '') window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, unit);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener(unit);
}

export function useMyUnit(): string {
  const [unit, setUnit] = useState(readMyUnit);
  useEffect(() => {
    listeners.add(setUnit);
    return () => {
      listeners.delete(setUnit);
    };
  }, []);
  return unit;
}
