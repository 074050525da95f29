import type { HeaderField, PassResult } from './cleaning-pass.ts';

/** Longer blocks between two rules are text. */
const MOST_LINES = 60;

const RULE = /^---[ \t]*$/u;
const END = /^(?:---|\.\.\.)[ \t]*$/u;
const ENTRY = /^(?<key>[\p{L}_][\p{L}\d_ -]{0,40}):(?:[ \t]+(?<value>.*))?$/u;
/** A list entry or the continuation of a long value. */
const CONTINUATION = /^(?:[ \t]+|-[ \t])\S/u;

/** What the keys of converted pages are called in index tables. */
const LABELS: readonly (readonly [label: string, keys: RegExp])[] = [
  ['标题', /^(?:title|name|document[_ -]?title)$/iu],
  ['发布日期', /^(?:date|published|publish[_ -]?date|pub[_ -]?date|release[_ -]?date)$/iu],
  ['成文日期', /^(?:issued|issued[_ -]?on|issue[_ -]?date|document[_ -]?date)$/iu],
  ['发布机构', /^(?:author|authors|publisher|issuer|agency|department|organi[sz]ation)$/iu],
  ['发文字号', /^(?:number|doc(?:ument)?[_ -]?(?:number|no|id))$/iu],
];

/** The block between two rules that opens a file: 「---」, 「title: 临江市公示办法」, 「date: 2026-05-21」, 「---」. */
export function findFrontMatter(text: string): PassResult {
  const start = /^\s*/u.exec(text)![0].length;
  const headerFields: HeaderField[] = [];
  let at = start;
  for (let count = 0; count < MOST_LINES && at < text.length; count++) {
    const lineBreak = text.indexOf('\n', at);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const line = text.slice(at, end).trimEnd();
    if (count === 0) {
      if (!RULE.test(line)) break;
    } else if (END.test(line)) {
      if (headerFields.length === 0) break;
      return {
        edits: [{ start, end: Math.min(end + 1, text.length), replacement: '' }],
        headerFields,
      };
    } else {
      const entry = ENTRY.exec(line)?.groups;
      if (entry)
        headerFields.push({
          label: labelOf(entry['key']!.trim()),
          value: (entry['value'] ?? '').trim().replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/u, '$<inner>'),
          span: { start: at, end: at + line.length },
        });
      else if (line.trim() !== '' && !CONTINUATION.test(line)) break;
    }
    at = end + 1;
  }
  return { edits: [] };
}

function labelOf(key: string): string {
  return LABELS.find(([, keys]) => keys.test(key))?.[0] ?? key;
}
