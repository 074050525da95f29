import type { ClauseRecord } from '../domain/clause.ts';
import type { UnitAssignment } from '../domain/responsible-unit.ts';
import type { TextSpan } from '../domain/text-span.ts';

const LONGEST_QUOTE = 600;
/** Phrases farther apart than this are quoted by the first of them. */
const LONGEST_RUN = 500;

/** What of a clause was asked for. */
interface Asked {
  readonly phrases: readonly UnitAssignment[];
  readonly mentions: readonly string[];
  /** Figures and times as printed. */
  readonly printed: readonly string[];
}

/** The run of a clause's text that shows what was asked for: the unit phrases, the sentence of a mention, a figure or a time, else its beginning. */
export function quoteOf({ text }: Pick<ClauseRecord, 'text'>, asked: Asked): TextSpan {
  const spans = asked.phrases.flatMap(({ textSpan }) => textSpan ?? []);
  if (spans.length > 0) {
    const start = Math.min(...spans.map((span) => span.start));
    const end = Math.max(...spans.map((span) => span.end));
    return cut(end - start <= LONGEST_RUN ? { start, end } : spans[0]!);
  }
  const words = [...asked.mentions, ...asked.printed];
  const word = words.find((candidate) => text.includes(candidate));
  return cut(word === undefined ? { start: 0, end: text.length } : sentenceOf(text, word));
}

/** The sentence that holds the first place of `word`. */
function sentenceOf(text: string, word: string): TextSpan {
  const at = text.indexOf(word);
  const begun = /[^。；！？\n]*$/u.exec(text.slice(Math.max(0, at - LONGEST_RUN), at))![0].length;
  const after = at + word.length;
  const end = text.slice(after - 1).search(/[。；！？\n]/u);
  return { start: at - begun, end: end < 0 ? text.length : after + end };
}

function cut({ start, end }: TextSpan): TextSpan {
  return { start, end: Math.min(end, start + LONGEST_QUOTE) };
}
