import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { listFuzzCases } from './documents/fuzz-cases.ts';
import { type CaseResult, measureCase } from './documents/measure-case.ts';
import { startReader } from './documents/start-reader.ts';

const USAGE = `npm run fuzz:documents -- [--bytes 1048576] [--share 1] [--only PATTERN] [--json]

  --bytes    size of the largest documents
  --share    share of the cases that is tried, evenly spread
  --only     cases whose family or name fits this regular expression
  --json     every case on stdout`;

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: String(1 << 20) },
    share: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const LIMITS = { seconds: 60, megabytes: 2000 };
const wanted = new RegExp(values.only, 'u');
const step = 1 / Number(values.share);
const chosen = listFuzzCases()
  .map((fuzzCase, position) => ({ fuzzCase, position }))
  .filter(({ fuzzCase }) => wanted.test(`${fuzzCase.family}: ${fuzzCase.name}`))
  .filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));

const reader = startReader(LIMITS);
const results: CaseResult[] = [];
for (const { fuzzCase, position } of chosen) {
  const result = await measureCase(reader, { fuzzCase, position, bytes: Number(values.bytes) });
  results.push(result);
  if (result.faults.length > 0) console.error(`✗ ${result.name}: ${result.faults.join('; ')}`);
  if (results.length % 100 === 0) console.error(`… ${results.length} of ${chosen.length}`);
}
await reader.close();

const survived = results.filter(({ faults }) => faults.length === 0);
const report = {
  machine: describeMachine(),
  bytes: Number(values.bytes),
  tried: results.length,
  refused: results.filter(({ refused }) => refused !== null).length,
  survived: survived.length,
  slowest: worst((result) => result.milliseconds),
  growth: worst((result) => result.growth),
  output: worst((result) => result.output),
};
if (values.json) console.log(JSON.stringify({ ...report, results }, null, 2));
else {
  console.log(report.machine);
  console.log(
    `${report.tried} kinds of documents of up to ${report.bytes} bytes: ${report.survived} survived,`,
  );
  console.log(`  of which ${report.refused} were refused with a reason`);
  console.log(`slowest         ${Math.round(report.slowest.value)} ms   ${report.slowest.name}`);
  console.log(
    `worst growth    ${report.growth.value.toFixed(2)} × the time at twice the size   ${report.growth.name}`,
  );
  console.log(`largest output  ${report.output.value.toFixed(0)} × the source   ${report.output.name}`);
}
process.exitCode = survived.length === results.length ? 0 : 1;

function worst(measure: (result: CaseResult) => number): { name: string; value: number } {
  return results.reduce(
    (found, result) =>
      measure(result) > found.value ? { name: result.name, value: measure(result) } : found,
    { name: '', value: 0 },
  );
}
