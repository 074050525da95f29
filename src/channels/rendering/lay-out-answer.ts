import type { AnswerLines, ChannelMarkup, RenderedLine } from './answer-lines.ts';

/** The sections of an answer as people read them: what is said, who is responsible, where it stands; a blank line between two. */
export function layOutAnswer(
  lines: AnswerLines,
  markup: Pick<ChannelMarkup, 'strong'>,
): readonly RenderedLine[] {
  const titled = (title: string, section: readonly RenderedLine[]): readonly RenderedLine[] =>
    section.length === 0 ? [] : [[markup.strong(title)], ...section];
  const sections = [
    spread(lines.statements),
    lines.units,
    titled('相近的条文', lines.nearest),
    titled('出处', lines.sources),
    lines.notices,
    titled('还可以问', lines.followUps),
  ].filter((section) => section.length > 0);
  return sections.flatMap((section, i) => (i === 0 ? section : [[''], ...section]));
}

/** Paragraphs are set apart, items of a list are not. */
function spread(lines: readonly RenderedLine[]): readonly RenderedLine[] {
  const isItem = (line: RenderedLine | undefined) => /^(?:• |\d+\. )$/.test(line?.[0] ?? '');
  return lines.flatMap((line, i) =>
    i === 0 || (isItem(line) && isItem(lines[i - 1])) ? [line] : [[''], line],
  );
}
