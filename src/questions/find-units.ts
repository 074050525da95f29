import type { UnitDirectory, UnitMention } from '../units/directory/unit-directory.ts';
import type { AskedUnit } from './question-reading.ts';

/** A body named in the question, with its place in the text. */
export interface FoundUnit extends AskedUnit {
  readonly start: number;
  readonly end: number;
  readonly kind: UnitMention['kind'];
  /** One line on a changed name, or null. */
  readonly explanation: string | null;
}

/**
 * Bodies that the question names, looked up among the names printed in the documents. 我局, 本单位 stand for
 * `selfUnit`; without it they stay unresolved (empty `names`, kind `self`).
 */
export function findUnits(
  text: string,
  directory: UnitDirectory,
  knownNames: readonly string[],
  options: { readonly jurisdiction: string | null; readonly selfUnit: string | null },
): FoundUnit[] {
  return directory.findMentions(text, knownNames, { jurisdiction: options.jurisdiction }).map((mention) => {
    const matches =
      mention.kind === 'self' && options.selfUnit !== null
        ? directory.namesFor(options.selfUnit, knownNames, { jurisdiction: options.jurisdiction })
        : mention.matches;
    const direct = matches.filter((match) => !isSuccession(match.relation)).map((match) => match.name);
    const succeeded = matches.filter((match) => match.relation === 'succession').map((match) => match.name);
    return {
      mention: mention.kind === 'self' && options.selfUnit !== null ? options.selfUnit : mention.text,
      names: direct,
      bySuccession: succeeded.filter((name) => !direct.includes(name)),
      start: mention.start,
      end: mention.end,
      kind: mention.kind === 'self' && options.selfUnit !== null ? 'unit' : mention.kind,
      explanation: matches.find((match) => isSuccession(match.relation))?.explanation ?? null,
    };
  });
}

function isSuccession(relation: string): boolean {
  return relation === 'succession' || relation === 'part-succession';
}
