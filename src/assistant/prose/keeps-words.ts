import type { AnswerContext } from '../answer-context.ts';
import { contentPairs, normalForm } from '../proof/content-pairs.ts';
import { readQuantities } from '../proof/read-quantities.ts';

/** Words of role, by role; 参与 and 涉及 mean any. */
const ROLES: readonly RegExp[] = [
  /牵头|主办|主责/u,
  /配合|协助|协办/u,
  /责任|负责|主管|归谁管/u,
  /参与|参加|涉及/u,
];

/**
 * Whether a rewritten follow-up says what the asker said and nothing else: each unit, title, quoted word, year, figure and role
 * of the message stands in it, none is added that neither message nor history has, and something of the history came in (a
 * follow-up given back as it was is not standalone).
 */
export function keepsWords(
  rewritten: string,
  said: { readonly message: string; readonly history: string; readonly context: AnswerContext },
): boolean {
  const { message, history, context } = said;
  const known = `${history}\n${message}`;
  return (
    keepsRoles(rewritten, message, history) &&
    includesAll(numbersIn(message), numbersIn(rewritten)) &&
    includesAll(numbersIn(rewritten), numbersIn(known)) &&
    quotedIn(message).every((words) => normalForm(rewritten).includes(words)) &&
    unitsIn(message, context).every((unit) => isNamed(unit, rewritten)) &&
    unitsIn(rewritten, context).every((unit) => isNamed(unit, known)) &&
    bringsHistory(rewritten, message, history)
  );
}

function keepsRoles(rewritten: string, message: string, history: string): boolean {
  const asked = rolesIn(message);
  const written = rolesIn(rewritten);
  const allowed = asked.length > 0 ? asked : rolesIn(history);
  return asked.every((role) => written.includes(role)) && written.every((role) => allowed.includes(role));
}

function rolesIn(text: string): number[] {
  return ROLES.flatMap((words, i) => (words.test(text.replace(/涉及(?:文件|单位)：/gu, '')) ? [i] : []));
}

function numbersIn(text: string): number[] {
  return readQuantities(normalForm(text)).map(({ value }) => value);
}

function includesAll(wanted: readonly number[], held: readonly number[]): boolean {
  return wanted.every((value) => held.includes(value));
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/[“"「《](?<words>[^”"」》]{1,60})[”"」》]/gu)].map((match) =>
    normalForm(match.groups!['words']!),
  );
}

/** Units named: the words and the printed names that they stand for. */
function unitsIn(text: string, { unitDirectory, corpus }: AnswerContext): string[][] {
  const { knownUnits, jurisdiction } = corpus;
  return unitDirectory
    .findMentions(text, knownUnits, { jurisdiction })
    .filter(({ kind }) => kind === 'unit' || kind === 'function')
    .map((mention) => [mention.text, ...mention.matches.map(({ name }) => name)]);
}

function isNamed(names: readonly string[], text: string): boolean {
  return names.some((name) => text.includes(name));
}

function bringsHistory(rewritten: string, message: string, history: string): boolean {
  const own = contentPairs(message);
  const before = contentPairs(history);
  return [...contentPairs(rewritten)].some((pair) => before.has(pair) && !own.has(pair));
}
