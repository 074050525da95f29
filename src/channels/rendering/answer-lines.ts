import type { Answer } from '../../domain/answer.ts';
import { citedClauseUrl } from '../../domain/clause-summary.ts';
import { describeUnits } from '../../domain/describe-units.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { readStatement, type TextLine } from './read-statement.ts';

/** A line in pieces that must not be cut: a character, an emphasised word, a link. */
export type RenderedLine = readonly string[];

/** How a channel writes. Nothing that `escape` returns may be read as markup. */
export interface ChannelMarkup {
  escape(character: string, isAtLineStart: boolean): string;
  /** `text` is escaped. */
  strong(text: string): string;
  /** `text` is escaped; `url` holds no brackets. */
  link(text: string, url: string): string;
}

/** An answer in the markup of a channel; a section that has nothing is empty. */
export interface AnswerLines {
  /** Statements with their markers, the label of answers that a model wrote included; or the refusal. */
  readonly statements: readonly RenderedLine[];
  /** One line a citation, with the link to the clause as it was cited. */
  readonly sources: readonly RenderedLine[];
  readonly units: readonly RenderedLine[];
  readonly notices: readonly RenderedLine[];
  /** Clauses near a question that was refused. */
  readonly nearest: readonly RenderedLine[];
  readonly followUps: readonly RenderedLine[];
}

/** Longer emphasis may be cut, so it is written without. */
const LONGEST_STRONG = 60;

/** Lines of an answer for channels that have no markdown of ours. Every text of documents and people passes `markup.escape`. */
export function renderAnswerLines(answer: Answer, markup: ChannelMarkup, publicUrl: string): AnswerLines {
  const { statements, citations, refusal, notices = [] } = answer;
  const render = (line: TextLine, tail: readonly string[] = []) => renderLine(line, markup, tail);
  const renderText = (text: string, bullet = '', tail: readonly string[] = []) =>
    render({ bullet, runs: readStatement(escapeMarkdown(text)).flatMap(({ runs }) => runs) }, tail);
  const link = (text: string, path: string) =>
    markup.link(escapeAll(text, markup), encodeBrackets(`${publicUrl}${path}`));
  const said = statements.flatMap(({ text, markers }) => {
    const lines = readStatement(text);
    const marks = markers.map((marker) => `[${marker}]`).join('');
    return lines.map((line, i) => render(line, i === lines.length - 1 && marks !== '' ? [` ${marks}`] : []));
  });
  return {
    // Its second statement names the nearest clauses, which stand below with their links.
    statements: refusal === null ? said : [renderText(refusal.message)],
    sources: citations.map((citation) =>
      renderText(citation.label, `[${citation.marker}] `, [' ', link('查看条文', citedClauseUrl(citation))]),
    ),
    units: describeUnits(answer.responsibleUnits).map((line) => renderText(line)),
    notices: notices.map(({ message }) => renderText(`注意：${message}`)),
    nearest: (refusal?.nearest ?? []).map(({ documentTitle, path, title, url }) =>
      renderText(`《${documentTitle}》${path.at(-1) ?? title}`, '• ', [' ', link('查看条文', url)]),
    ),
    followUps: answer.followUps.map((text) => renderText(text, '• ')),
  };
}

function renderLine(
  { bullet, runs }: TextLine,
  markup: ChannelMarkup,
  tail: readonly string[],
): RenderedLine {
  const pieces = runs.flatMap(({ text, isStrong }, i) => {
    if (isStrong && text.length <= LONGEST_STRONG) return [markup.strong(escapeAll(text, markup))];
    return [...text].map((character, at) =>
      markup.escape(character, bullet === '' && i === 0 && isLineStart(text, at)),
    );
  });
  return [...(bullet === '' ? [] : [bullet]), ...pieces, ...tail];
}

/** Behind blanks and digits too: 「1.」 and 「 -」 begin a list. */
function isLineStart(text: string, at: number): boolean {
  return at < 5 && /^[\s\d]*$/.test(text.slice(0, at));
}

function escapeAll(text: string, markup: ChannelMarkup): string {
  return [...text].map((character) => markup.escape(character, false)).join('');
}

function encodeBrackets(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}
