/**
 * npm run eval:statements -- FILE.jsonl … [--cases] [--floor name=value …]
 * How well does the proof of statements tell what a clause says from what it does not? Each line is a statement with a quote,
 * labelled by a reader; a statement counts as accepted where the proof holds. `--cases` prints the wrong ones.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { documentIdOf } from '../../ingest/document-id.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { readSource } from '../../ingest/readers/read-source.ts';
import { buildPolicyDocument } from '../../ingest/records/build-policy-document.ts';
import { proofSourceOf } from '../../src/assistant/proof/proof-source.ts';
import { proveStatement } from '../../src/assistant/proof/prove-statement.ts';
import { jurisdictionOf } from '../../src/questions/find-places.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { findBrokenFloors, parseFloor } from './floors.ts';
import { parseJsonLines } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';

const StatementCase = z.object({
  id: z.string(),
  /** Relative to the case file. */
  file: z.string(),
  clauseId: z.string(),
  text: z.string(),
  quote: z.string(),
  supported: z.boolean(),
  kind: z.string(),
});
type StatementCase = z.infer<typeof StatementCase>;

interface Judged {
  readonly testCase: StatementCase;
  /** Null where it was accepted. */
  readonly reason: string | null;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
  },
});
if (positionals.length === 0) {
  process.stderr.write('Usage: npm run eval:statements -- FILE.jsonl … [--cases] [--floor name=value …]\n');
  process.exit(2);
}
const directory = loadUnitDirectory();
const judged: Judged[] = [];
for (const file of positionals) {
  const cases = parseJsonLines(await readFile(file, 'utf8'), StatementCase, file);
  for (const name of new Set(cases.map((testCase) => testCase.file))) {
    judged.push(
      ...(await judgeDocument(
        path.resolve(path.dirname(file), name),
        cases.filter((testCase) => testCase.file === name),
      )),
    );
  }
}
process.exitCode = report();

async function judgeDocument(file: string, cases: readonly StatementCase[]): Promise<Judged[]> {
  const raw = await readSource(path.dirname(file), path.basename(file));
  const documentId = documentIdOf(raw.sourceFile);
  const parsed = parseSource(raw.text, documentId);
  const document = buildPolicyDocument({
    documentId,
    raw,
    facts: parsed.facts,
    printedFacts: parsed.printedFacts,
    manifest: null,
    normalized: parsed.clean.normalized,
    clauseCount: parsed.clauses.length,
    sourcePath: file,
    warnings: [],
  });
  const knownUnits = [
    ...new Set(
      parsed.clauses.flatMap(({ units }) =>
        units.filter(({ collective }) => !collective).map(({ name }) => name),
      ),
    ),
  ];
  const names = { directory, knownUnits, jurisdiction: jurisdictionOf([document]) };
  return cases.map((testCase) => {
    const clause = parsed.clauses.find(({ clauseId }) => clauseId === testCase.clauseId);
    if (!clause) throw new Error(`${testCase.id}: no clause ${testCase.clauseId}`);
    const proof = proveStatement(testCase, proofSourceOf(clause, document), names);
    return { testCase, reason: proof.isProven ? null : proof.reason };
  });
}

/** Prints the table; returns the exit code. */
function report(): number {
  const kinds = [
    ...new Set(judged.map(({ testCase }) => `${testCase.supported ? 'true' : 'false'}: ${testCase.kind}`)),
  ].sort();
  const share = (of: readonly Judged[], isRight: (one: Judged) => boolean) =>
    of.length === 0 ? null : of.filter(isRight).length / of.length;
  const isRight = ({ testCase, reason }: Judged) => testCase.supported === (reason === null);
  const rows = kinds.map((kind) => {
    const of = judged.filter(
      ({ testCase }) => kind === `${testCase.supported ? 'true' : 'false'}: ${testCase.kind}`,
    );
    return [kind, String(of.length), percent(share(of, isRight))];
  });
  const honest = judged.filter(({ testCase }) => testCase.supported);
  const lies = judged.filter(({ testCase }) => !testCase.supported);
  const falseRejects = share(honest, ({ reason }) => reason !== null);
  const falseAccepts = share(lies, ({ reason }) => reason === null);
  process.stdout.write(
    `${renderTable(['statements', 'count', 'judged right %'], rows)}\n` +
      `True ones rejected: ${percent(falseRejects)} % of ${honest.length}; false ones accepted: ${percent(falseAccepts)} % of ${lies.length}\n`,
  );
  if (values.cases) {
    for (const { testCase, reason } of judged.filter((one) => !isRight(one)))
      process.stdout.write(
        `\n${testCase.id} ${testCase.kind} ${reason ?? 'accepted'}\n  ${testCase.text}\n  「${testCase.quote}」\n`,
      );
  }
  const measures = [
    { name: 'falseRejects', value: falseRejects, lowIsGood: true },
    { name: 'falseAccepts', value: falseAccepts, lowIsGood: true },
  ];
  const broken = findBrokenFloors(measures, values.floor.map(parseFloor));
  for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
  return broken.length > 0 ? 1 : 0;
}
