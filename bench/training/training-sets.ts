import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { normaliseForTerms } from '../../src/language/words.ts';
import { groupByDocuments, parseJsonLines, QualityCase, readQualityCases } from '../quality/quality-case.ts';
import { matchesGold } from '../quality/score-case.ts';
import type { TrainingGold, TrainingQuestion } from './question-rows.ts';

/** Questions about one folder of documents. */
export interface TrainingSet {
  readonly name: string;
  readonly documents: readonly string[] | null;
  readonly questions: readonly TrainingQuestion[];
}

/** Share of an answer's runs of four characters that a clause must hold to be right. */
const LEAST_HELD = 0.7;

/**
 * Sets of tests/quality/training: folders with documents (*.txt) and `questions.jsonl.gz`, cases as in tests/quality. Each set's
 * questions are asked of all its documents together; messages of several turns are left out.
 */
export async function readWrittenSets(folder: string): Promise<TrainingSet[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return await Promise.all(
    names.map(async ({ name }) => {
      const own = path.join(folder, name);
      const documents = (await readdir(own)).filter((file) => file.endsWith('.txt')).sort();
      const packed = await readFile(path.join(own, 'questions.jsonl.gz'));
      const cases = parseJsonLines(gunzipSync(packed).toString('utf8'), QualityCase, name);
      return {
        name,
        documents: documents.map((file) => path.join(own, file)),
        questions: questionsOf(cases, name),
      };
    }),
  );
}

/** The sets of tests/quality that the forms were tuned on; the frozen ones and those of a first contact are never trained on. */
const TUNED = /^(?:dev|own|blind-tune(?:-\d)?|places-tune(?:-\d)?|refuse-tune)\.jsonl$/;

/** Those sets, one for each group of documents that is indexed together. */
export async function readTunedSets(folder: string): Promise<TrainingSet[]> {
  const files = (await readdir(folder)).filter((name) => TUNED.test(name)).sort();
  const sets: TrainingSet[] = [];
  for (const file of files) {
    const cases = await readQualityCases(path.join(folder, file));
    for (const group of groupByDocuments(cases, folder))
      sets.push({ name: file, documents: group.documents, questions: questionsOf(group.cases, file) });
  }
  return sets;
}

/**
 * Sets that were a first contact once and are none any more. The newest is never among them. Their halves and the near misses are about the same
 * documents, which are one group each.
 */
const MET = /^(?:wave-[1-4]-(?:open|frozen)|wave-5-open|near-misses-frozen)\.jsonl$/;

/** Those sets, one for each group of documents that is indexed together. */
export async function readMetSets(folder: string): Promise<TrainingSet[]> {
  const files = (await readdir(folder)).filter((name) => MET.test(name)).sort();
  const sets: TrainingSet[] = [];
  for (const file of files) {
    const cases = await readQualityCases(path.join(folder, file));
    for (const group of groupByDocuments(cases, folder))
      sets.push({
        name: path.parse(file).name,
        documents: group.documents,
        questions: questionsOf(group.cases, 'met'),
      });
  }
  return sets;
}

/** Cases of one turn as training questions; what one document answers is one group. */
export function questionsOf(cases: readonly QualityCase[], set: string): TrainingQuestion[] {
  return cases
    .filter(({ turns }) => turns.length === 1)
    .map((one) => ({
      id: one.id,
      message: one.turns[0]!,
      gold: one.refuse ? null : goldOf(one),
      group: `${set}:${one.cite[0]?.doc ?? nameOf(one.documents?.[0]) ?? one.id}`,
    }));
}

/** 「qa_01.txt」 → qa_01, as citations name it. */
function nameOf(file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.parse(file).name;
}

function goldOf({ cite, also_ok }: QualityCase): TrainingGold {
  return {
    isRight(clause, context) {
      const sourceFile = context.corpus.documentById.get(clause.documentId)?.sourceFile ?? '';
      return [...cite, ...also_ok].some((gold) => matchesGold({ sourceFile, text: clause.text }, gold));
    },
    isPart: (sentence) => cite.some(({ quote }) => shareHeld(sentence, quote) >= 0.9),
  };
}

const RealQuestion = z.object({
  id: z.string(),
  text: z.string(),
  answer: z.string().nullish(),
  document: z.string().nullish(),
});
const RealDocument = z.object({ id: z.string(), title: z.string(), text: z.string() });

/**
 * Real people's questions, from a folder with `documents.jsonl`, `questions.jsonl` and `unanswerable.jsonl` that is not part of the
 * project. The documents are written to `scratch` to be indexed.
 */
export async function readRealSet(folder: string, scratch: string): Promise<TrainingSet> {
  const lines = async <T>(file: string, schema: z.ZodType<T>) =>
    parseJsonLines(await readFile(path.join(folder, file), 'utf8'), schema, file);
  const documents = await lines('documents.jsonl', RealDocument);
  await mkdir(scratch, { recursive: true });
  for (const { id, text } of documents) await writeFile(path.join(scratch, `${id}.txt`), text);
  const manifest = documents.map(({ id, title }) => ({ id, file: `${id}.txt`, title: title.trim() || null }));
  await writeFile(path.join(scratch, 'manifest.json'), JSON.stringify({ documents: manifest }));
  const questions = [
    ...(await lines('questions.jsonl', RealQuestion)),
    ...(await lines('unanswerable.jsonl', RealQuestion)),
  ];
  return {
    name: 'real',
    documents: [scratch],
    questions: questions.map(({ id, text, answer, document }) => ({
      id,
      message: text,
      gold: answer
        ? {
            isRight: (clause) => shareHeld(clause.text, answer) >= LEAST_HELD,
            isPart: (sentence) =>
              shareHeld(answer, sentence) >= 0.5 || shareHeld(sentence, answer) >= LEAST_HELD,
          }
        : null,
      group: `real:${document ?? id}`,
    })),
  };
}

/** Share of `part`'s runs of four characters that stand in `whole`, 0 … 1; all or nothing under six characters. */
export function shareHeld(whole: string, part: string): number {
  const squeeze = (text: string) => normaliseForTerms(text).replace(/\s+/g, '');
  const [text, wanted] = [squeeze(whole), squeeze(part)];
  if (wanted.length < 6) return wanted !== '' && text.includes(wanted) ? 1 : 0;
  let held = 0;
  for (let at = 0; at + 4 <= wanted.length; at++) if (text.includes(wanted.slice(at, at + 4))) held++;
  return held / (wanted.length - 3);
}
