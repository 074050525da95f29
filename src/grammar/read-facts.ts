import type { TextSpan } from '../domain/text-span.ts';
import { ASKED, type DocumentFact, FACT_WORDS } from './fact-words.ts';

/** Facts that a question asks for, and the stretches that ask for them. */
export interface FactMentions {
  readonly facts: readonly DocumentFact[];
  readonly spans: readonly TextSpan[];
}

/** 「文号和印发日期是多少」 → documentNumber, issuedOn. Empty where no fact of a document is asked for. */
export function readFacts(text: string): FactMentions {
  const asked = spansOf(text);
  const facts: DocumentFact[] = [];
  const spans: TextSpan[] = [];
  for (const { fact, pattern, asks } of FACT_WORDS) {
    if (facts.includes(fact)) continue;
    const word = new RegExp(pattern, 'u').exec(text);
    if (!word) continue;
    const span = { start: word.index, end: word.index + word[0].length };
    if (spans.some((own) => own.start < span.end && span.start < own.end)) continue;
    if (!fits(asks, asked, text)) continue;
    facts.push(fact);
    spans.push(span);
  }
  return { facts, spans: facts.length === 0 ? [] : [...spans, ...Object.values(asked).flat()] };
}

type Asked = Readonly<Record<'day' | 'body' | 'whether', readonly TextSpan[]>>;

function spansOf(text: string): Asked {
  const find = (pattern: RegExp) =>
    [...text.matchAll(new RegExp(pattern.source, 'gu'))].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
  return { day: find(ASKED.day), body: find(ASKED.body), whether: find(ASKED.whether) };
}

/** A thing is asked for where something is, and it is neither a day nor whether. */
function fits(
  asks: (typeof FACT_WORDS)[number]['asks'],
  { day, body, whether }: Asked,
  text: string,
): boolean {
  switch (asks) {
    case 'any':
      return true;
    case 'day':
      return day.length > 0;
    case 'body':
      return body.length > 0;
    case 'whether':
      return whether.length > 0 && day.length === 0;
    case 'thing':
      return /哪|什么|啥|何/u.test(text) && day.length === 0;
  }
}
