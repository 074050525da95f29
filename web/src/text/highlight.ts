/** A run of a text, marked or not. */
export interface TextRun {
  readonly text: string;
  readonly marked: boolean;
}

/** The text with the quote marked where it first stands; unmarked as a whole where it does not. */
export function markQuote(text: string, quote: string | null): TextRun[] {
  const start = quote ? text.indexOf(quote) : -1;
  if (start < 0 || !quote) return [{ text, marked: false }];
  return markSpan(text, { start, end: start + quote.length });
}

/** The text with one span marked; the span is cut to the text. */
export function markSpan(text: string, span: { readonly start: number; readonly end: number }): TextRun[] {
  const start = Math.max(0, Math.min(span.start, text.length));
  const end = Math.max(start, Math.min(span.end, text.length));
  return [
    { text: text.slice(0, start), marked: false },
    { text: text.slice(start, end), marked: true },
    { text: text.slice(end), marked: false },
  ].filter((run) => run.text !== '');
}
