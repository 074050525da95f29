import { readFileSync } from 'node:fs';
import * as z from 'zod';

const glossarySchema = z.strictObject({
  /** Groups of words for one thing: as people say, as officials write, in English. */
  groups: z.array(z.array(z.string().min(1)).min(2)),
});

let forms: ReadonlyMap<string, readonly string[]> | null = null;

/** Other words for the same thing from the glossary, lower case: ai → 人工智能; 网贷 → 网络借贷. Empty where none is known. */
export function otherForms(word: string): readonly string[] {
  forms ??= loadGlossary();
  return forms.get(word) ?? [];
}

/** Longest glossary words that stand in a text, with their other forms. */
export function expandForms(text: string): string[] {
  forms ??= loadGlossary();
  const lower = text.toLowerCase();
  const found: string[] = [];
  for (const [word, others] of forms) if (word.length > 1 && containsWord(lower, word)) found.push(...others);
  return [...new Set(found)].filter((form) => !lower.includes(form));
}

function containsWord(text: string, word: string): boolean {
  if (!/^[a-z]/.test(word)) return text.includes(word);
  return new RegExp(`(?<![a-z])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z])`).test(text);
}

function loadGlossary(): Map<string, string[]> {
  const url = new URL('./data/glossary.json', import.meta.url);
  const { groups } = glossarySchema.parse(JSON.parse(readFileSync(url, 'utf8')));
  const map = new Map<string, string[]>();
  for (const group of groups) {
    const words = group.map((word) => word.toLowerCase());
    for (const word of words) {
      map.set(word, [...new Set([...(map.get(word) ?? []), ...words.filter((other) => other !== word)])]);
    }
  }
  return map;
}
