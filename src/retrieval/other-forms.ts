import { readFileSync } from 'node:fs';
import * as z from 'zod';

const glossarySchema = z.strictObject({
  /** Groups of words for one thing: as people say, as officials write, in English. */
  groups: z.array(z.array(z.string().min(1)).min(2)),
});

let forms: ReadonlyMap<string, readonly string[]> | null = null;
let longest = 0;

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

/** From this length on a glossary word is kept whole where a text is split into words. */
const SHORTEST_PHRASE = 3;

/**
 * Splits a text at the sayings that the glossary knows, longest first: 「臭水沟治理」 → 臭水沟, 治理. The parts joined are the
 * text; sayings are marked.
 */
export function splitAtPhrases(text: string): { readonly text: string; readonly isPhrase: boolean }[] {
  forms ??= loadGlossary();
  const parts: { text: string; isPhrase: boolean }[] = [];
  let rest = 0;
  for (let at = 0; at < text.length; at++) {
    for (let length = Math.min(longest, text.length - at); length >= SHORTEST_PHRASE; length--) {
      const phrase = text.slice(at, at + length);
      if (!/^\p{Script=Han}/u.test(phrase) || !forms.has(phrase)) continue;
      if (rest < at) parts.push({ text: text.slice(rest, at), isPhrase: false });
      parts.push({ text: phrase, isPhrase: true });
      rest = at + length;
      at = rest - 1;
      break;
    }
  }
  if (rest < text.length) parts.push({ text: text.slice(rest), isPhrase: false });
  return parts;
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
  longest = Math.max(...[...map.keys()].map((word) => word.length));
  return map;
}
