import { parseArgs } from 'node:util';

export interface AskArguments {
  readonly question: string;
  readonly json: boolean;
  readonly conversationId: string | null;
}

export const ASK_USAGE = `用法：npm run --silent ask -- "问题" [--json] [--conversation 会话编号]

  --json               只在标准输出给出一个 JSON，与 POST /api/chat 的答复相同
  --conversation 编号  接着以前的会话问；编号见 --json 答复中的 conversationId
`;

/** The arguments of `ask`, or null where they do not fit. Several words are one question. */
export function readAskArguments(args: readonly string[]): AskArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, conversation: { type: 'string' } },
    });
    const question = positionals.join(' ').trim();
    if (question === '' || [...question].length > 4000) return null;
    return { question, json: values.json, conversationId: values.conversation ?? null };
  } catch {
    return null;
  }
}
