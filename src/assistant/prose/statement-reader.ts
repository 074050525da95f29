/** One evidence number of a statement, with the quote where the model gave one. */
export interface WrittenCite {
  readonly evidence: number;
  readonly quote: string | null;
}

/** A statement as a model wrote it. */
export interface WrittenSentence {
  readonly text: string;
  readonly cites: readonly WrittenCite[];
}

/** Reads a reply as it comes: each call gives the statements that are complete by then. */
export interface StatementReader {
  push(text: string): WrittenSentence[];
  /** What is complete once nothing more comes; half a statement is left out. */
  end(): WrittenSentence[];
}

/**
 * A tolerant reader of replies: the JSON that was asked for, a bare list, one object a line, JSON between code fences or behind
 * a preamble, other names for the same fields, and prose with [1] behind its sentences. Never throws; what it cannot read is
 * left out.
 */
export function createStatementReader(): StatementReader {
  let text = '';
  let at = 0;
  let isJson = false;
  /** Places of the braces that are open, outermost first. */
  const open: number[] = [];
  let inString = false;
  let escaped = false;

  return {
    push(piece) {
      text += piece;
      return isJson || looksLikeJson(text) ? readObjects() : readSentences(false);
    },
    end() {
      return isJson || looksLikeJson(text) ? readObjects() : readSentences(true);
    },
  };

  function readObjects(): WrittenSentence[] {
    isJson = true;
    const found: WrittenSentence[] = [];
    for (; at < text.length; at++) {
      const character = text[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === '"') inString = false;
      } else if (character === '"' && open.length > 0) inString = true;
      else if (character === '{') open.push(at);
      else if (character === '}') {
        const start = open.pop();
        const sentence = start === undefined ? null : readObject(text.slice(start, at + 1));
        if (sentence) found.push(sentence);
      }
    }
    return found;
  }

  /** Prose: a sentence is complete once the next one has begun, as its marker may follow the full stop. */
  function readSentences(isOver: boolean): WrittenSentence[] {
    const found: WrittenSentence[] = [];
    const pattern = new RegExp(`[^。！？!?\\n]*[。！？!?\\n]+(?:\\s*${MARKER.source})*`, 'gu');
    pattern.lastIndex = at;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      // The next sentence has begun where something stands behind that can be no part of a marker.
      const isComplete = /^\s*(?![\s[【［(（])./u.test(text.slice(match.index + match[0].length));
      if (!isComplete && !isOver) break;
      at = match.index + match[0].length;
      pushSentence(found, match[0]);
    }
    if (isOver && at < text.length) {
      pushSentence(found, text.slice(at));
      at = text.length;
    }
    return found;
  }
}

const MARKER = /[[【［(（](?:证据|来源)?\s*\d{1,2}(?:\s*[,，、]\s*\d{1,2})*\s*[\]】］)）]/u;
const MARKERS = new RegExp(MARKER.source, 'gu');

/** Whether the reply is JSON: a brace before the first sentence ends. Half a reply may not tell yet; then it counts as prose. */
function looksLikeJson(text: string): boolean {
  const brace = text.indexOf('{');
  return brace >= 0 && !/[。！？][[【［]\d/u.test(text.slice(0, brace));
}

function pushSentence(found: WrittenSentence[], written: string): void {
  const cites = markersOf(written);
  const text = tidy(written);
  if (/\p{Script=Han}{2}/u.test(text)) found.push({ text, cites });
}

function markersOf(text: string): WrittenCite[] {
  const numbers = [...text.matchAll(MARKERS)].flatMap(([marker]) =>
    (marker.match(/\d+/g) ?? []).map((number) => ({ evidence: Number(number), quote: null })),
  );
  return [...new Map(numbers.map((cite) => [cite.evidence, cite])).values()];
}

/** Without markers, bullets, emphasis and line breaks. */
function tidy(text: string): string {
  return text
    .replace(MARKERS, '')
    .replace(/^[\s#>*-]+|^\s*\d+[.、）)]\s*/u, '')
    .replace(/\*\*|__|`|\p{Surrogate}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

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

function readObject(json: string): WrittenSentence | null {
  const value = parse(json);
  if (value === null) return null;
  const written = firstOf(value, TEXT_FIELDS);
  if (typeof written !== 'string') return null;
  const quote = quoteOf(firstOf(value, ['quote', 'quotes', '原文', '引文']));
  const cites = CITE_FIELDS.flatMap((field) => readCites(value[field], quote));
  const distinct = [...new Map(cites.map((cite) => [cite.evidence, cite])).values()];
  return { text: tidy(written), cites: distinct.length > 0 ? distinct : markersOf(written) };
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
