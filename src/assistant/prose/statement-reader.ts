import { createObjectReader } from './read-objects.ts';
import { createSentenceReader } from './read-sentences.ts';

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
 * left out. Its time grows with the length of the reply alone.
 */
export function createStatementReader(): StatementReader {
  const sentences = createSentenceReader();
  const objects = createObjectReader();
  let form: 'open' | 'json' | 'prose' = 'open';

  return {
    push(piece) {
      if (form === 'prose') return sentences.push(piece);
      if (form === 'json') return objects.push(piece);
      // Prose until a brace comes, which a sentence with a mark before it rules out.
      const brace = piece.indexOf('{');
      const found = sentences.push(brace < 0 ? piece : piece.slice(0, brace));
      if (found.some(({ cites }) => cites.length > 0)) form = 'prose';
      if (brace < 0) return found;
      if (form === 'prose') return [...found, ...sentences.push(piece.slice(brace))];
      form = 'json';
      return [...found, ...objects.push(piece.slice(brace))];
    },
    end: () => (form === 'json' ? [] : sentences.end()),
  };
}
