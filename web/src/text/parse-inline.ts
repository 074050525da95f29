/** A run of text within a block. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly content: readonly Inline[] }
  | { readonly kind: 'marker'; readonly marker: number }
  | { readonly kind: 'clause-link'; readonly clauseId: string; readonly text: string };

/**
 * One sign after another: a backslash escape, **strong**, a marker [1], a link to a clause of ours. Whatever is none of
 * these, other links and HTML included, stays the text it is.
 */
const SIGN =
  /\\(?<escaped>[\\`*_[\]<>|~#+\-.)!])|\*\*(?<strong>(?:\\.|[^*\\])+)\*\*|\[(?<marker>\d{1,3})\](?!\()|\[(?<label>(?:\\.|[^\]\\])+)\]\(\/clause\/(?<clause>[^\s()]+)\)/g;

export function parseInline(markdown: string): Inline[] {
  const runs: Inline[] = [];
  let text = '';
  let end = 0;
  const flush = () => {
    if (text !== '') runs.push({ kind: 'text', text: joinSchemes(text) });
    text = '';
  };
  for (const match of markdown.matchAll(SIGN)) {
    const { escaped, strong, marker, label, clause } = match.groups!;
    text += markdown.slice(end, match.index);
    end = match.index + match[0].length;
    if (escaped !== undefined) {
      text += escaped;
      continue;
    }
    // The blank before a marker is the renderer's, not the text's.
    if (marker !== undefined) text = text.replace(/ $/, '');
    flush();
    if (strong !== undefined) runs.push({ kind: 'strong', content: parseInline(strong) });
    else if (marker !== undefined) runs.push({ kind: 'marker', marker: Number(marker) });
    else runs.push({ kind: 'clause-link', clauseId: decodeId(clause!), text: plainText(label!) });
  }
  text += markdown.slice(end);
  flush();
  return runs;
}

/** Markdown without its signs, for titles and copies. */
export function plainText(markdown: string): string {
  return parseInline(markdown)
    .map((run) => {
      if (run.kind === 'marker') return '';
      if (run.kind === 'strong') return run.content.map((part) => ('text' in part ? part.text : '')).join('');
      return run.text;
    })
    .join('');
}

/** Cells of a table row; an escaped bar belongs to its cell. */
export function splitCells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** Takes back the invisible blank that keeps other renderers from making links: http\u200b: */
function joinSchemes(text: string): string {
  return text.replace(/\b(https?|ftp|javascript|data|www)\u200b(?=[:.])/gi, '$1');
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
