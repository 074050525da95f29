import { cutPassages } from '../../../ingest/indexing/cut-passages.ts';
import { type ParsedSource, parseSource } from '../../../ingest/parse-source.ts';
import { readTextBytes } from '../../../ingest/readers/decoding/read-text-bytes.ts';
import { extractTerms } from '../../../src/language/terms.ts';

/** What reading one document came to. */
export interface WholeReading {
  /** Processor time of the process by stage, milliseconds. */
  readonly times: Readonly<Record<'decode' | 'parse' | 'terms' | 'write', number>>;
  /** UTF-16 code units of the source. */
  readonly length: number;
  readonly clauses: number;
  readonly units: number;
  /** Code units of all records and passages as they are written. */
  readonly written: number;
  /** Broken invariants, in words. */
  readonly problems: readonly string[];
}

/** Bytes of a text file through every stage up to what the index is made of: decoded, cleaned, parsed, cut, its terms taken. */
export function readWhole(bytes: Uint8Array): WholeReading {
  const clock = startClock();
  const { text } = readTextBytes(bytes);
  const decode = clock();
  const parsed = parseSource(text, 'doc');
  const parse = clock();
  const trailOf = new Map<string, string>();
  let passages = 0;
  for (const { clauseId, path, title, text: clause, units } of parsed.clauses) {
    const trail = [parsed.facts.title, ...path].join('\n');
    trailOf.set(clauseId, trail);
    for (const passage of [trail, title, units.map(({ name }) => name).join('\n'), ...cutPassages(clause)]) {
      extractTerms(passage);
      passages += passage.length;
    }
  }
  const terms = clock();
  const records = parsed.clauses.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
  const rest = JSON.stringify(parsed.facts).length + JSON.stringify(parsed.warnings).length;
  return {
    times: { decode, parse, terms, write: clock() },
    length: text.length,
    clauses: parsed.clauses.length,
    units: parsed.clauses.reduce((sum, { units }) => sum + units.length, 0),
    written: records + passages + rest,
    problems: findProblems(parsed, text),
  };
}

/** What holds of every reading, whatever was read. */
export function findProblems({ clauses, warnings, facts }: ParsedSource, source: string): string[] {
  const problems = new Set<string>();
  const ids = new Set<string>();
  const inSource = ({ start, end }: { start: number; end: number }): boolean =>
    start >= 0 && start <= end && end <= source.length;
  for (const { clauseId, text, runs, span, units, normalized } of clauses) {
    if (ids.has(clauseId)) problems.add('a clause id occurs twice');
    ids.add(clauseId);
    if (text.trim() === '') problems.add('an empty clause');
    if (!inSource(span)) problems.add('the span of a clause is outside the source');
    let at = 0;
    for (const run of runs) {
      if (run.start !== at) problems.add('the runs of a clause leave a gap');
      at = run.start + run.length;
      if (run.sourceStart < span.start || run.sourceStart + run.sourceLength > span.end)
        problems.add('a run lies outside the span of its clause');
      const isVerbatim = run.length === run.sourceLength && !normalized;
      if (
        isVerbatim &&
        source.slice(run.sourceStart, run.sourceStart + run.length) !== text.slice(run.start, at)
      )
        problems.add('a run does not slice back to its text');
    }
    if (at !== text.length) problems.add('the runs of a clause do not cover its text');
    for (const unit of units) {
      if (unit.name.trim() === '') problems.add('a unit without a name');
      if (!inSource(unit.span)) problems.add('the span of a unit phrase is outside the source');
      if (
        unit.textSpan &&
        !text.slice(unit.textSpan.start, unit.textSpan.end).startsWith(unit.raw.replace(/…$/, ''))
      )
        problems.add('a unit phrase does not slice back to its text');
    }
  }
  if (!warnings.every(({ span }) => inSource(span)))
    problems.add('the span of a warning is outside the source');
  if (facts.title.length > 1000) problems.add('a title without end');
  return [...problems];
}

function startClock(): () => number {
  let last = process.cpuUsage().user;
  return () => {
    const now = process.cpuUsage().user;
    const passed = (now - last) / 1000;
    last = now;
    return passed;
  };
}
