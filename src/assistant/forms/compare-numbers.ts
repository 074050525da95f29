import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { readAskedFigure } from '../../questions/asked-figure.ts';
import type { Ask } from '../../questions/question-reading.ts';
import { readAttribute, readFigureNoun } from '../../questions/read-form.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { ComparedSide } from '../compare-sides.ts';
import { type Draft, type DraftStatement, refuse } from '../draft.ts';
import { compareFigures, pairFigures } from '../figures/compare-figures.ts';
import { type FoundFigure, searchFigures } from '../figures/find-figures.ts';
import { gatherEvidence } from '../gather-evidence.ts';
import { composeNumber } from './compose-number.ts';

/** Who compares says that both sides have it: less is asked of a clause than elsewhere. */
const LEAST_COVERAGE = 0.34;

/** The figure of each side and, of two, which is the higher one. */
export async function compareNumbers(
  ask: Ask,
  sides: readonly ComparedSide[],
  context: AnswerContext,
): Promise<Draft> {
  const found: { readonly side: ComparedSide; readonly ask: Ask; readonly figures: FoundFigure[] }[] = [];
  for (const side of sides) {
    const sideAsk = askOf(side, ask);
    const { documentIds, topic: runs } = side;
    const { topic, ranked } = await gatherEvidence(sideAsk, context, { documentIds, topic: runs });
    const figures = searchFigures(sideAsk, topic, ranked, side.years, LEAST_COVERAGE);
    found.push({ side, ask: sideAsk, figures });
  }
  if (found.every(({ figures }) => figures.length === 0))
    return refuse('no-evidence', '已收录的文件中没有可以比较的内容。');
  const [first, second] = found;
  // Years are told apart by their documents: what each says best is said.
  const areCases = found.every(({ side }) => side.years.length === 0);
  const pair =
    first && second && found.length === 2 && areCases ? pairFigures(first.figures, second.figures) : null;
  const verdict = pair && compareFigures([first!.side.label, second!.side.label], pair);
  const statements = found.flatMap(({ side, ask: own, figures }, i): DraftStatement[] => {
    const figure = pair?.[i] ?? figures[0];
    if (!figure) return [{ text: `${escapeMarkdown(side.label)}：没有找到相应内容。`, quotes: [] }];
    // Sides are told apart by rules: a statement of a model is proven by one clause and cannot compare.
    return composeNumber(own, [figure], context).statements.map(({ mustSay: _, ...said }) => said);
  });
  const quotes = statements.flatMap((statement) => statement.quotes);
  return {
    kind: 'answer',
    statements: [...(verdict ? [{ text: verdict, quotes }] : []), ...statements],
    units: [],
  };
}

/** What is asked of one side, in its own words where it has some: 「甲的补贴总共多少，乙每家最多多少」. */
function askOf({ text, topic, label }: ComparedSide, ask: Ask): Ask {
  const own = text === undefined ? ask : readFact(text, ask);
  const figure = readAskedFigure(own.text) ?? readAskedFigure('多少');
  const about = text === undefined ? [...topic, label].join(' ') : (figure?.about ?? '');
  return { ...ask, ...own, headNoun: '', form: 'number', topic, figure: figure && { ...figure, about } };
}

function readFact(text: string, ask: Ask): Pick<Ask, 'attribute' | 'figureNoun' | 'text'> {
  return { attribute: readAttribute(text) ?? ask.attribute, figureNoun: readFigureNoun(text), text };
}
