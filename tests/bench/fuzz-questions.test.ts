import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FuzzAssistant, openFuzzAssistant } from '../../bench/fuzz/fuzz-assistant.ts';
import { generateQuestions, LONGEST_HISTORY, LONGEST_MESSAGE } from '../../bench/fuzz/generate-questions.ts';
import { generatePolicies } from '../../bench/fuzz/policy-corpus.ts';
import { type TriedQuestion, tryQuestions } from '../../bench/fuzz/try-questions.ts';
import {
  MOST_CITED,
  STEPS_A_HISTORY,
  STEPS_A_LAST_MESSAGE,
  STEPS_A_QUESTION,
} from '../../src/assistant/work-limits.ts';
import { atDepth } from '../support/depth.ts';

const SEED = 2;
const DOCUMENTS = atDepth(80, 120);
const QUESTIONS = atDepth(120, 156);
/** What is counted in one go may be over the limit by as much. */
const LAST_COUNT = 150_000;
/** Of a reply as JSON; 200 citations and the clauses that are reached through collectives. */
const LONGEST_REPLY = 1_500_000;

const policies = generatePolicies(DOCUMENTS, SEED);
const questions = generateQuestions(QUESTIONS, SEED, policies);
let opened: FuzzAssistant;

beforeAll(async () => {
  opened = await openFuzzAssistant(policies);
}, 120_000);
afterAll(() => opened?.close());

it('generates what the API admits, the same for the same seed', () => {
  expect(generateQuestions(QUESTIONS, SEED, policies)).toEqual(questions);
  expect(new Set(questions.map(({ family }) => family)).size).toBeGreaterThan(40);
  expect(Math.max(...questions.map(({ message }) => message.length))).toBe(LONGEST_MESSAGE);
  expect(Math.max(...questions.map(({ history = [] }) => history.length))).toBe(LONGEST_HISTORY);
});

it('answers every generated request within the steps that a question may take', async () => {
  const tried = await tryQuestions(opened.assistant, questions);
  const over = (fails: (one: TriedQuestion) => boolean) =>
    tried.filter(fails).map(({ question, steps, bytes }) => ({
      family: question.family,
      message: question.message.slice(0, 60),
      steps,
      bytes,
    }));
  const limit = (one: TriedQuestion) =>
    STEPS_A_QUESTION +
    LAST_COUNT +
    (one.question.history ? STEPS_A_HISTORY + STEPS_A_LAST_MESSAGE + 2 * LAST_COUNT : 0);
  expect(over((one) => one.steps > limit(one))).toEqual([]);
  expect(over(({ citations, bytes }) => citations > MOST_CITED || bytes > LONGEST_REPLY)).toEqual([]);
  // Without work there would be nothing to bound.
  expect(Math.max(...tried.map(({ steps }) => steps))).toBeGreaterThan(STEPS_A_QUESTION / 2);
}, 240_000);
