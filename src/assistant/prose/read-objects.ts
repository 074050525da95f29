import { citesIn, tidy } from './read-sentences.ts';
import type { StatementReader, WrittenCite, WrittenSentence } from './statement-reader.ts';

const TEXT_FIELDS = ['text', 'statement', 'sentence', 'content', 'claim', '句子', '内容'];
const CITE_FIELDS = [
  'cites',
  'citations',
  'citation',
  'evidence',
  'sources',
  'source',
  'references',
  'markers',
  '证据',
  '引用',
];
const NUMBER_FIELDS = ['evidence', 'id', 'number', 'n', 'index', 'marker', 'source', '编号', '证据'];
const QUOTE_FIELDS = ['quote', 'quotation', 'quotes', 'excerpt', 'text', '原文', '引文'];

/** An object that is open: where it begins and the field that is being read. */
interface OpenObject {
  readonly start: number;
  field: string;
}

/** Statements in JSON, each as soon as its object is closed; what stands around them does not matter. */
export function createObjectReader(): StatementReader {
  let text = '';
  let at = 0;
  const open: OpenObject[] = [];
  let stringStart = -1;
  let escaped = false;
  let lastString = '';

  return {
    push(piece) {
      text += piece;
      const found: WrittenSentence[] = [];
      for (; at < text.length; at++) {
        const sentence = step(text[at]!);
        if (sentence) found.push(sentence);
      }
      if (open.length === 0 && stringStart < 0) {
        text = '';
        at = 0;
      }
      return found;
    },
    end: () => [],
  };

  function step(character: string): WrittenSentence | null {
    if (stringStart >= 0) {
      if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (character === '"') {
        lastString = text.slice(stringStart, at);
        stringStart = -1;
      }
      return null;
    }
    if (character === '"' && open.length > 0) stringStart = at + 1;
    else if (character === ':' && open.length > 0) open.at(-1)!.field = lastString;
    else if (character === '{') open.push({ start: at, field: '' });
    else if (character === '}') {
      const closed = open.pop();
      // A citation inside a statement has a text of its own, which is a quote.
      const isInCites = CITE_FIELDS.includes(open.at(-1)?.field ?? '');
      return closed === undefined || isInCites ? null : readObject(text.slice(closed.start, at + 1));
    }
    return null;
  }
}

function readObject(json: string): WrittenSentence | null {
  const value = parse(json);
  const written = value === null ? undefined : firstOf(value, TEXT_FIELDS);
  if (value === null || typeof written !== 'string') return null;
  const quote = quoteOf(firstOf(value, ['quote', 'quotes', '原文', '引文']));
  const cites = CITE_FIELDS.flatMap((field) => readCites(value[field], quote));
  return { text: tidy(written), cites: cites.length > 0 ? cites : citesIn(written) };
}

function readCites(value: unknown, quote: string | null): WrittenCite[] {
  if (Array.isArray(value))
    return value.flatMap((entry) => readCites(entry, value.length === 1 ? quote : null));
  if (value !== null && typeof value === 'object') {
    const entry = value as Record<string, unknown>;
    const number = numberOf(firstOf(entry, NUMBER_FIELDS));
    return number === null
      ? []
      : [{ evidence: number, quote: quoteOf(firstOf(entry, QUOTE_FIELDS)) ?? quote }];
  }
  const number = numberOf(value);
  return number === null ? [] : [{ evidence: number, quote }];
}

function numberOf(value: unknown): number | null {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? Number(/\d+/.exec(value)?.[0])
        : Number.NaN;
  return Number.isInteger(number) ? number : null;
}

function quoteOf(value: unknown): string | null {
  const quote = Array.isArray(value) ? value[0] : value;
  return typeof quote === 'string' && quote.trim() !== '' ? quote : null;
}

function firstOf(value: Record<string, unknown>, fields: readonly string[]): unknown {
  for (const field of fields) if (value[field] !== undefined) return value[field];
  return undefined;
}

function parse(json: string): Record<string, unknown> | null {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
}
