import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { readAskedFigure } from '../../src/questions/asked-figure.ts';
import { createSlipCorrector } from '../../src/questions/correct-slips.ts';
import { findDocuments } from '../../src/questions/find-documents.ts';
import { findPlaces } from '../../src/questions/find-places.ts';
import { findUnits } from '../../src/questions/find-units.ts';
import { findYears } from '../../src/questions/find-years.ts';
import { normalizeMessage } from '../../src/questions/normalize-message.ts';
import { readAsk } from '../../src/questions/read-ask.ts';
import { asksForMentions, readAttribute, readFigureNoun, readForm } from '../../src/questions/read-form.ts';
import { readQuestion } from '../../src/questions/read-question.ts';
import { readListRoles, readRoles } from '../../src/questions/read-roles.ts';
import { readTopic } from '../../src/questions/read-topic.ts';
import { selectQuestion } from '../../src/questions/select-question.ts';
import { splitAsks } from '../../src/questions/split-asks.ts';
import { translateTerms } from '../../src/questions/translate-terms.ts';
import { expandForms } from '../../src/retrieval/other-forms.ts';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { SAMPLE_DOCUMENTS } from './sample-documents.ts';

const unitDirectory = loadUnitDirectory();
const knownUnits = ['市交通运输局', '市教委', '港区人民政府'];
const correctSlips = createSlipCorrector({
  vocabulary: ['智慧社区', '绿色港口', '由市教委牵头'],
  texts: ['绿色港口建设'],
});

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  normalizeMessage,
  translateTerms,
  selectQuestion,
  splitAsks,
  readForm: (text) => readForm(text, { hasUnits: true, groups: 0, years: 0 }),
  readFormWithoutUnits: (text) => readForm(text, { hasUnits: false, groups: 0, years: 0 }),
  readAttribute,
  readFigureNoun,
  readAskedFigure,
  asksForMentions,
  readRoles,
  readListRoles,
  readTopic: (text) => readTopic(text, []),
  findYears,
  findPlaces: (text) => findPlaces(text, []),
  findDocuments: (text) => findDocuments(text, SAMPLE_DOCUMENTS, findYears(text)),
  findUnits: (text) => findUnits(text, unitDirectory, knownUnits, { jurisdiction: null, selfUnit: null }),
  readAsk: (text) => readAsk(text, { consumed: [], units: [], groups: 0, years: 0 }),
  queryTerms: (text) => queryTerms(text),
  expandForms,
  correctSlips,
  readQuestion: (message) =>
    readQuestion({
      message,
      documents: SAMPLE_DOCUMENTS,
      unitDirectory,
      knownUnits,
      previous: null,
      correctSlips,
    }),
};

const { texts } = z.object({ texts: z.array(z.string()) }).parse(workerData);
for (const [name, read] of Object.entries(READERS)) {
  for (const text of texts) {
    parentPort?.postMessage(`${name} of ${text.slice(0, 8)}…`);
    read(text);
  }
}
parentPort?.postMessage('done');
