import { cutLine, type LogicalLine } from './logical-line.ts';
import { type NumberToken, readNumber } from './numbering.ts';

/**
 * How texts of questions and answers are printed:
 *   问：…？ ⏎ 答：…         labels, with or without a number (问题1：, 【问】, Q1:)
 *   某日报：…？ ⏎ 李明：…    speakers of an interview; a question is a turn of one whose turns end in ？
 *   3.…？ ⏎ 答：…           numbered questions
 *   怎样申请？ ⏎ …          questions as headings of their own
 */
const QUESTION_LABEL =
  /^(?:[【〔[](?:记者)?(?:提?问|问题|Q)\s*\d{0,3}[】〕\]]\s*[:：]?|(?:记者)?(?:提?问|问题)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:：]|Q\s*\d{0,3}\s*[:：.．、])\s*(?=\S)/;
const ANSWER_LABEL =
  /^(?:[【〔[](?:回?答复?|解答|A)\s*\d{0,3}[】〕\]]\s*[:：]?|(?:回?答复?|解答)\s*\d{0,3}\s*[:：]|A\s*\d{0,3}\s*[:：.．、])/;
/** The answer on the line of its question. */
const INNER_ANSWER = /(?<=[。？?！!”）)\s])(?:回?答|解答|A\d{0,3})[:：]/;
const SPEAKER = /^(?<name>[\u4e00-\u9fffA-Za-z·]{2,16})\s*[:：]\s*(?=\S)/;
const ASKS = /[？?][”"）)]?$/;
/** A second pair on one line. */
const INNER_QUESTION = /(?<=[。？?！!；;”）)\s])(?:记者)?问\s*\d{0,3}[:：](?=\S)/g;

const ENDS_TEXT = /[。！!：:；;）)]$/;

/** Longer lines that end in ？ are text. */
const LONGEST_QUESTION = 80;

const NUMBERS_QUESTIONS = new Set<NumberToken['kind']>([
  'cn',
  'cn-paren',
  'arabic',
  'arabic-paren',
  'circled',
]);

/** How far below its question an answer is looked for: a question may take several lines. */
const LINES_TO_ANSWER = 3;

/** Lines that open a question, numbered ones among them. */
export function findQuestions(lines: readonly LogicalLine[]): ReadonlySet<LogicalLine> {
  const tokens = lines.map(({ text }) => readNumber(text));
  const rests = lines.map(({ text }, i) => text.slice(tokens[i]?.length ?? 0));
  const found = new Set<LogicalLine>();
  const spoken: LogicalLine[] = [];
  const asked: LogicalLine[] = [];
  const belowHeading: LogicalLine[] = [];
  const numbered = new Map<NumberToken['kind'], LogicalLine[]>();
  lines.forEach((line, i) => {
    const rest = rests[i]!;
    const next = rests[i + 1] ?? '';
    const token = tokens[i] ?? null;
    const asks = ASKS.test(rest);
    if (line.headingLevel !== null || line.text.includes('\t')) return;
    if (QUESTION_LABEL.test(rest)) {
      if (asks || isAnswered(rests, i)) found.add(line);
    } else if (ANSWER_LABEL.test(next) && (asks || token) && rest.length <= 2 * LONGEST_QUESTION) {
      found.add(line);
    } else if (asks && token) {
      if (rest.length <= LONGEST_QUESTION && NUMBERS_QUESTIONS.has(token.kind)) {
        const group = numbered.get(token.kind) ?? [];
        numbered.set(token.kind, group);
        group.push(line);
      }
    } else if (asks) {
      const name = SPEAKER.exec(rest)?.groups?.['name'];
      const answers = SPEAKER.exec(next)?.groups?.['name'];
      if (name && answers && name !== answers) spoken.push(line);
      else if (!name && i > 0 && isHeadingQuestion(rest, next)) {
        if (ENDS_TEXT.test(lines[i - 1]!.text)) asked.push(line);
        else if (!ASKS.test(lines[i - 1]!.text)) belowHeading.push(line);
      }
    }
  });
  const askers = new Set(
    spoken.length >= 2 ? spoken.map(({ text }) => SPEAKER.exec(text)?.groups?.['name']) : [],
  );
  if (askers.size > 0)
    lines.forEach((line, i) => {
      const name = SPEAKER.exec(rests[i]!)?.groups?.['name'];
      if (name && askers.has(name)) found.add(line);
    });
  if (asked.length > 0) for (const line of belowHeading) asked.push(line);
  for (const group of [spoken, asked, ...numbered.values()])
    if (group.length >= 2) for (const line of group) found.add(line);
  return found;
}

function isAnswered(rests: readonly string[], at: number): boolean {
  if (INNER_ANSWER.test(rests[at]!)) return true;
  for (let i = at + 1; i <= at + LINES_TO_ANSWER; i++) {
    if (ANSWER_LABEL.test(rests[i] ?? '')) return true;
    if (QUESTION_LABEL.test(rests[i] ?? '')) return false;
  }
  return false;
}

/** One short sentence with an answer below it. */
function isHeadingQuestion(text: string, after: string): boolean {
  return (
    text.length <= LONGEST_QUESTION && !/[。；;：:？?].*[？?]/.test(text) && after !== '' && !ASKS.test(after)
  );
}

/** The words of a question without label and mark, and how much of the line is the question. */
export function readQuestion(text: string): { readonly title: string; readonly length: number } {
  const label = (QUESTION_LABEL.exec(text) ?? SPEAKER.exec(text))?.[0].length ?? 0;
  const answer = INNER_ANSWER.exec(text)?.index ?? text.length;
  const title = text.slice(label, answer).trim();
  return { title: title.replace(/[？?。]$/, ''), length: answer };
}

/** Several pairs on one line become a line each: 「问：…？答：…。问：…？答：…。」 */
export function splitQuestions(lines: readonly LogicalLine[]): LogicalLine[] {
  return lines.flatMap((line) => {
    if (!/[问][\s\d]{0,4}[:：]/.test(line.text) || !INNER_ANSWER.test(line.text)) return [line];
    const starts = [0, ...[...line.text.matchAll(INNER_QUESTION)].map(({ index }) => index)];
    return starts.length === 1
      ? [line]
      : starts.map((start, i) => cutLine(line, start, starts[i + 1])).filter(({ text }) => text !== '');
  });
}
