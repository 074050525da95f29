import type { Written } from './write-honestly.ts';

/** How services and models wrap what was asked for. */
export const STYLES: Readonly<Record<string, (statements: readonly Written[]) => string>> = {
  json: (statements) => JSON.stringify({ statements }),
  'indented json': (statements) => JSON.stringify({ statements }, null, 2),
  'fenced json': (statements) => `\`\`\`json\n${JSON.stringify({ statements }, null, 2)}\n\`\`\`\n`,
  'json behind a preamble': (statements) =>
    `好的，以下是整理后的回答：\n${JSON.stringify({ statements })}\n希望对您有帮助！`,
  'one object a line': (statements) => statements.map((statement) => JSON.stringify(statement)).join('\n'),
  'a bare list': (statements) => JSON.stringify(statements),
  'other field names': (statements) =>
    JSON.stringify({
      answer: statements.map(({ text, cites }) => ({
        sentence: text,
        citations: cites.map(({ evidence, quote }) => ({ id: String(evidence), 原文: quote })),
      })),
    }),
  'a flat quote': (statements) =>
    JSON.stringify({
      statements: statements.map(({ text, cites }) => ({
        text,
        evidence: cites.map(({ evidence }) => evidence),
        quote: cites[0]?.quote,
      })),
    }),
  'prose with marks': (statements) =>
    statements
      .map(
        ({ text, cites }) =>
          `${text.replace(/[。；]$/u, '')}。${cites.map(({ evidence }) => `[${evidence}]`).join('')}`,
      )
      .join(''),
  'a marked list': (statements) =>
    statements
      .map(
        ({ text, cites }, i) =>
          `${i + 1}. **${text.replace(/[。；]$/u, '')}**【${cites.map(({ evidence }) => evidence).join('、')}】。`,
      )
      .join('\n'),
};

/** Quotes as models copy them: other punctuation, blanks in between, full-width digits. */
export function withSloppyQuotes(statements: readonly Written[]): Written[] {
  return statements.map(({ text, cites }) => ({
    text,
    cites: cites.map(({ evidence, quote }) => ({
      evidence,
      quote: quote
        .replaceAll('，', ', ')
        .replaceAll('“', '"')
        .replaceAll('”', '"')
        .replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    })),
  }));
}
