import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isShortenedIn } from '../../language/shortened.ts';
import { isFunctionWord, segmentWords } from '../../language/words.ts';
import { normalForm, withoutReporting } from './content-pairs.ts';

const Paraphrases = z.strictObject({
  /** Words that say the same in a policy, so that a statement may use another one of the group. */
  groups: z.array(z.array(z.string().min(1)).min(2)),
  /** Words that add nothing to a statement. */
  light: z.array(z.string().min(1)),
});

let shipped: {
  readonly others: ReadonlyMap<string, readonly string[]>;
  readonly light: ReadonlySet<string>;
} | null = null;

/** A word that carries content, and whether it names something (a noun, a place, a quality) or tells what happens. */
export interface ContentWord {
  readonly text: string;
  readonly isName: boolean;
}

/** The words of a text that say something: two characters and more, no words of grammar, report, role, force or number. */
export function contentWords(text: string): ContentWord[] {
  const { light } = loadParaphrases();
  return segmentWords(withoutReporting(normalForm(text)))
    .filter(
      ({ text: word }) =>
        /^(?![一二两三四五六七八九十百千万亿])\p{Script=Han}{2,}$/u.test(word) &&
        !isFunctionWord(word) &&
        !light.has(word),
    )
    .map(({ text: word, tag }) => ({
      text: word,
      isName: !/^(?:v|d|c|p|u|zg|l|i)/.test(tag) || /^vn/.test(tag),
    }));
}

/** Whether a normalised text holds a word, a paraphrase of it, its parts or a longer name that it shortens. */
export function holdsWord(text: string, { text: word }: ContentWord): boolean {
  if (text.includes(word)) return true;
  if (
    loadParaphrases()
      .others.get(word)
      ?.some((other) => text.includes(other))
  )
    return true;
  if (word.length >= 4 && text.includes(word.slice(0, 2)) && text.includes(word.slice(-2))) return true;
  return word.length >= 2 && isShortenedIn(word, text);
}

function loadParaphrases() {
  if (shipped) return shipped;
  const file = new URL('./data/paraphrases.json', import.meta.url);
  const { groups, light } = Paraphrases.parse(JSON.parse(readFileSync(file, 'utf8')));
  const others = new Map<string, string[]>();
  for (const group of groups)
    for (const word of group)
      others.set(word, [...(others.get(word) ?? []), ...group.filter((one) => one !== word)]);
  shipped = { others, light: new Set(light) };
  return shipped;
}
