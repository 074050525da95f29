import type { AnswerUnit } from '../../domain/answer.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { UnitAssignment } from '../../domain/responsible-unit.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import { areDuties, toAnswerUnits, unitsForQuote } from '../clause-units.ts';
import type { ClauseQuote, DraftAnswer, DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';
import { renderRoles, renderUnits } from '../render-units.ts';

/** Who is responsible for the chosen clauses: units by role in printed order, one statement a clause. */
export function composeWho(ask: Ask, chosen: readonly Evidence[], context: AnswerContext): DraftAnswer {
  const statements: DraftStatement[] = [];
  const units: AnswerUnit[] = [];
  for (const evidence of chosen) {
    const { clause } = evidence;
    const sentence =
      evidence.bestSentence < 0 ? null : (evidence.view.sentences[evidence.bestSentence] ?? null);
    const isWhole = evidence.titleFit >= 0.75 || sentence === null || ask.topic.length === 0;
    const { assignments, lacksRole, isFiltered } = unitsForQuote(
      clause,
      isWhole ? null : sentence,
      ask.roles,
      context.scope,
    );
    const shown =
      ask.unitKind === 'district'
        ? districtsOnly(assignments)
        : ask.unitKind === 'company'
          ? assignments.filter(isCompany)
          : assignments;
    if (shown.length === 0 && ask.unitKind === 'company') continue;
    const document = context.corpus.documentById.get(clause.documentId);
    const place = document ? `《${escapeMarkdown(document.title)}》` : '';
    const name = escapeMarkdown(clauseName(clause));
    const note = lacksRole
      ? `该条没有列出${renderRoles(ask.roles)}，按原文列出：`
      : isFiltered
        ? '（只列出所选单位）'
        : '';
    const isDuty = areDuties(shown);
    const quote = isDuty ? dutyQuote(evidence, shown) : quoteFor(evidence, sentence, isWhole);
    statements.push({
      text: `${place}“${name}”：${note}${renderUnits(shown)}。`,
      quotes: [quote],
      // What the records lack or the caller left out is said by rules.
      ...(note === '' && { mustSay: shown.map(({ name: unit }) => unit) }),
    });
    if (isDuty)
      statements.push({
        text: `原文：${escapeMarkdown(clause.text.slice(quote.start, quote.end).trim())}`,
        quotes: [quote],
        mustSay: [],
      });
    units.push(...toAnswerUnits(clause, shown, context.unitDirectory, context.corpus.jurisdiction));
  }
  return { kind: 'answer', statements, units };
}

/** 「是哪家公司开发的」: an authority among the units is none. */
export function isCompany({ name }: { readonly name: string }): boolean {
  return /(?:公司|集团|银行|企业|厂)/u.test(name);
}

function districtsOnly<T extends { readonly name: string }>(assignments: readonly T[]): readonly T[] {
  const districts = assignments.filter((unit) =>
    /[区县旗市](?:人民政府|政府)?$|有关区|各区|区县/.test(unit.name),
  );
  return districts.length > 0 ? districts : assignments;
}

/** The sentence that tells a duty, from the name of whose it is where that stands before it on the same line. */
function dutyQuote({ clause, view, bestSentence }: Evidence, shown: readonly UnitAssignment[]): ClauseQuote {
  const sentence = view.sentences[Math.max(0, bestSentence)];
  if (!sentence) return quoteOf(clause, null);
  const names = shown.flatMap(({ textSpan }) =>
    textSpan && textSpan.start < sentence.start ? [textSpan.start] : [],
  );
  const start = Math.min(sentence.start, ...names);
  const isOneLine = !clause.text.slice(start, sentence.start).includes('\n');
  return { clause, start: isOneLine ? start : sentence.start, end: sentence.end };
}

/** The sentence that tells the task, with the unit phrase behind it where that follows at once. */
function quoteFor(evidence: Evidence, sentence: TextSpan | null, isWhole: boolean): ClauseQuote {
  const { clause, view } = evidence;
  const from =
    (isWhole ? (view.sentences[evidence.bestSentence] ?? view.sentences[0]) : sentence) ?? sentence;
  if (!from) return quoteOf(clause, null);
  const phrase = clause.units.find(
    ({ textSpan }) => textSpan !== null && textSpan.start >= from.end,
  )?.textSpan;
  if (phrase && phrase.end - from.start <= 260) return { clause, start: from.start, end: phrase.end };
  return quoteOf(clause, from);
}
