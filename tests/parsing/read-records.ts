import { parseSource } from '../../ingest/parse-source.ts';

/** One line a clause: address, heading trail and text; line breaks as ⏎. */
export function readRecords(source: string): string[] {
  return parseSource(source, 'doc').clauses.map(
    ({ clauseId, path, text }) =>
      `${clauseId.slice('doc:'.length)} | ${path.join(' > ')} | ${text.replaceAll('\n', ' ⏎ ')}`,
  );
}
