import { type Query, type QueryWhere, sidesOf, stepsOf } from '../../domain/query.ts';
import type { UnitRole } from '../../domain/responsible-unit.ts';
import { findYears } from '../../questions/find-years.ts';
import type { AnswerContext } from '../answer-context.ts';
import { contentPairs, coverPairs, normalForm } from '../proof/content-pairs.ts';
import { readQuantities } from '../proof/read-quantities.ts';
import type { InterpretedAsk } from './interpretation.ts';

/** What was said: the message, what of the turn before a model was shown, and the question of that turn (empty where there was none). */
export interface Said {
  readonly message: string;
  readonly history: string;
  /** Titles that the model was shown: a document may be named where the message only means it. */
  readonly titles: string;
  readonly questionBefore: string;
}

/** Words of role, by role; 参与 and 涉及 mean any. */
const ROLES: readonly { readonly role: UnitRole | null; readonly words: RegExp }[] = [
  { role: 'lead', words: /牵头|主办|主责|挑头|带头/u },
  { role: 'supporting', words: /配合|协助|协办|搭把手/u },
  { role: 'responsible', words: /责任|负责|主管|归谁管/u },
  { role: null, words: /参与|参加|涉及/u },
];

/** Share of a question's content that may be new: a document's name, a word that makes it readable. */
const NEW_CONTENT = 0.35;

/**
 * Whether what a model read says what the asker said and nothing else: each unit, title, quoted word, year, figure and role of the
 * message stands in its questions, none is added that neither message nor history has, and little else is new. What carries on
 * from before brings something of it.
 */
export function keepsWords(asks: readonly InterpretedAsk[], said: Said, context: AnswerContext): boolean {
  const { message, history, titles, questionBefore } = said;
  const written = asks.map(({ question }) => question).join('\n');
  const known = `${titles}\n${history}\n${message}`;
  const isNew = coverPairs(contentPairs(written), contentPairs(known)) < 1 - NEW_CONTENT;
  return (
    !isNew &&
    keepsRoles(written, message, questionBefore) &&
    includesAll(numbersIn(message), numbersIn(written)) &&
    includesAll(numbersIn(written), numbersIn(known)) &&
    quotedIn(message).every((words) => normalForm(written).includes(words)) &&
    unitsIn(message, context).every((unit) => isNamed(unit, written)) &&
    unitsIn(written, context).every((unit) => isNamed(unit, known))
  );
}

/** Whether a rewritten question holds anything that only the turn before has. */
export function bringsHistory(question: string, { message, history }: Said): boolean {
  const own = contentPairs(message);
  const before = contentPairs(history);
  return [...contentPairs(question)].some((pair) => before.has(pair) && !own.has(pair));
}

/**
 * Whether every condition of a query was said: its bodies and roles, its words, its years and figures in the question or before it. And
 * every body that the question names is among its conditions: an answer to less would pass for one to the whole.
 */
export function wasSaid(
  query: Query,
  question: string,
  { message, history }: Said,
  context: AnswerContext,
): boolean {
  const known = `${history}\n${message}\n${question}`;
  const sides = stepsOf(query).flatMap(sidesOf);
  const bodies = sides.flatMap(bodiesOf);
  const asked = rolesOf(question);
  const roles = sides.flatMap((side) => side.roles ?? []);
  const years = new Set(findYears(known).flatMap(({ from, to }) => [from, to]));
  const named = unitsIn(known, context);
  const isUnit = (body: string) => known.includes(body) || named.some((names) => names.includes(body));
  return (
    bodies.every(isUnit) &&
    unitsIn(question, context).every((names) => bodies.some((body) => names.includes(body))) &&
    roles.every((role) => rolesOf(known).includes(role)) &&
    TOLD_APART.every((role) => roles.length === 0 || !asked.includes(role) || roles.includes(role)) &&
    sides.every((side) => areWordsSaid(side, known, years, context))
  );
}

/** Roles of which one asked for is never the other one. */
const TOLD_APART: readonly UnitRole[] = ['lead', 'supporting'];

function bodiesOf({ units }: QueryWhere): string[] {
  return Object.values(units ?? {}).flatMap((names) => names ?? []);
}

function areWordsSaid(
  { topic, mentions, figure, deadline }: QueryWhere,
  known: string,
  years: ReadonlySet<number>,
  { asOf }: AnswerContext,
): boolean {
  const normal = normalForm(known);
  const words = [topic, figure?.of].flatMap((text) => text ?? []);
  const numbers = [figure?.from, figure?.to].flatMap((value) => (value == null ? [] : Number(value)));
  const days = [deadline?.from, deadline?.to].flatMap((day) => day ?? []);
  return (
    (mentions ?? []).every((word) => normal.includes(normalForm(word))) &&
    words.every((text) => coverPairs(contentPairs(text), contentPairs(known)) === 1) &&
    includesAll(numbers, numbersIn(known)) &&
    (days.length === 0 ||
      years.size === 0 ||
      days.some((day) => years.has(Number(day.slice(0, 4))) || day.startsWith(asOf.slice(0, 4))))
  );
}

function keepsRoles(written: string, message: string, questionBefore: string): boolean {
  const asked = roleWordsIn(message);
  const now = roleWordsIn(written);
  const allowed = asked.length > 0 ? asked : roleWordsIn(questionBefore);
  return asked.every((role) => now.includes(role)) && now.every((role) => allowed.includes(role));
}

/** Which of the words of role stand in a text. */
function roleWordsIn(text: string): number[] {
  return ROLES.flatMap(({ words }, i) => (words.test(text) ? [i] : []));
}

function rolesOf(text: string): UnitRole[] {
  return ROLES.flatMap(({ role, words }) => (role !== null && words.test(text) ? [role] : []));
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
