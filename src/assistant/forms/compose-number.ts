import type { Ask } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import { toAnswerUnits, unitsForQuote } from '../clause-units.ts';
import type { DraftAnswer } from '../draft.ts';
import { chooseFigures, fittingFigures } from '../figures/choose-figures.ts';
import { figureQuestion } from '../figures/figure-question.ts';
import type { FoundFigure } from '../figures/find-figures.ts';
import { sayFigure } from '../figures/say-figure.ts';

/** The figure with its sentence, one statement a clause. */
export function composeNumber(ask: Ask, found: readonly FoundFigure[], context: AnswerContext): DraftAnswer {
  const question = figureQuestion(ask, context.reading.years);
  const chosen = found.map(({ evidence: { clause, view, documentNames }, figure }) => {
    const own = fittingFigures(question, view, documentNames);
    const best = own.find((one) => one.figure === figure)!;
    return { clause, said: chooseFigures(own, question.asked, best)! };
  });
  const units = ask.wantsUnits
    ? chosen.flatMap(({ clause, said }) =>
        toAnswerUnits(
          clause,
          unitsForQuote(clause, said.stretch, ask.roles, context.scope).assignments,
          context.unitDirectory,
          context.corpus.jurisdiction,
        ),
      )
    : [];
  return {
    kind: 'answer',
    statements: chosen.map(({ clause, said }) => sayFigure(clause, said, context)),
    units,
  };
}
