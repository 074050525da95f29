import { Converter } from 'opencc-js/t2cn';

/** The unified ideographs in which practically all official text is written. */
const FIRST = 0x3400;
const LAST = 0x9fff;

/** Traditional forms that are also ordinary simplified characters: 显著, 乾坤, 瞭望, 慰藉, 回覆 beside 着, 干, 了, 借, 复. */
const SHARED_FORMS = new Set('著乾瞭藉覆夥徵');

/** A simplified form that the dictionary keeps because names use it; in running text it stands for 余. */
const EXTRA_FORMS = new Map([['馀', '余']]);

interface CharacterTables {
  readonly simplifiedOf: ReadonlyMap<string, string>;
  readonly simplifiedForms: ReadonlySet<string>;
}

let tables: CharacterTables | undefined;

/** The simplified form of one character taken by itself; the character where it has none. */
export function simplifyCharacter(character: string): string {
  return loadTables().simplifiedOf.get(character) ?? character;
}

/** 國, 發, 後: never written in simplified text. Characters that both scripts use (著, 乾) do not count. */
export function foldsToSimplified(character: string): boolean {
  return loadTables().simplifiedOf.has(character) && !SHARED_FORMS.has(character);
}

/** 国, 发, 后: what some traditional character is simplified to. */
export function isSimplifiedForm(character: string): boolean {
  return loadTables().simplifiedForms.has(character);
}

/** Asks the dictionary for every character once (a few milliseconds), on first use. */
function loadTables(): CharacterTables {
  if (tables) return tables;
  const characters: string[] = [];
  for (let code = FIRST; code <= LAST; code++) characters.push(String.fromCodePoint(code));
  const converted = Converter({ from: 'tw', to: 'cn' })(characters.join('\n')).split('\n');
  const simplifiedOf = new Map<string, string>(EXTRA_FORMS);
  characters.forEach((character, i) => {
    const simplified = converted[i]!;
    if (simplified !== character) simplifiedOf.set(character, simplified);
  });
  tables = { simplifiedOf, simplifiedForms: new Set(simplifiedOf.values()) };
  return tables;
}
