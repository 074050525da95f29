import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Draft, DraftAnswer } from './draft.ts';
import { judgeAsk } from './judge-ask.ts';
import { proposeByForm } from './propose-by-form.ts';
import { areNamedByHeading } from './quoted-heading.ts';

/** Propose → judge → say, for one ask. */
export async function answerAsk(ask: Ask, context: AnswerContext): Promise<Draft> {
  const proposal = await proposeByForm(ask, context);
  if (isComplete(ask, proposal)) return proposal;
  return await judgeAsk(ask, proposal, context);
}

/**
 * Nothing is left to choose: the caller's own filters leave nothing; or a list, a count or a comparison that was asked for as
 * such, and a body's tasks where nothing else is asked, computed over an index of records. What is asked about a topic is judged, whatever bodies or places it names.
 */
export function isComplete(ask: Ask, proposal: Draft): boolean {
  const isList = COMPUTED_FORMS.has(ask.form) && ask.topic.length === 0 && ask.units.length > 0;
  if (proposal.kind === 'refusal') return proposal.isFinal === true || isList;
  // 「其他人呢？」: the figure of the turn before, in a sentence that names the other case.
  if (ask.figure?.case) return true;
  if (!proposal.isComputed) return isOfNamedClauses(ask, proposal);
  return ask.topic.length === 0 || COMPUTED_FORMS.has(ask.form) || ask.mentionedWords.length > 0;
}

/** What the form says of a clause that the message names by its heading. */
function isOfNamedClauses({ text }: Ask, { statements }: DraftAnswer): boolean {
  return areNamedByHeading(
    text,
    statements.flatMap(({ quotes }) => quotes.map(({ clause }) => clause)),
  );
}

const COMPUTED_FORMS: ReadonlySet<Ask['form']> = new Set(['list', 'how-many', 'compare', 'exists']);
