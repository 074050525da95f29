import { readFileSync } from 'node:fs';
import * as z from 'zod';

let terms: readonly (readonly [RegExp, string])[] | null = null;

/** English terms for Chinese things, longest first: 「cloud computing 谁牵头」 → 云计算 谁牵头. Short forms such as AI stay. */
export function translateTerms(text: string): string {
  if (!/[A-Za-z]{4}/.test(text)) return text;
  terms ??= loadTerms();
  return terms.reduce((result, [pattern, chinese]) => result.replace(pattern, chinese), text);
}

function loadTerms(): [RegExp, string][] {
  const url = new URL('./data/english-terms.json', import.meta.url);
  const entries = Object.entries(
    z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(url, 'utf8'))),
  );
  return entries
    .sort(([a], [b]) => b.length - a.length)
    .map(([english, chinese]) => [
      new RegExp(`(?<![A-Za-z])(?:the )?${english.replaceAll(' ', '\\s+')}(?![A-Za-z])`, 'gi'),
      chinese,
    ]);
}
