import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';
import type { AppContext } from '../../app-context.ts';
import { InvalidRequestError } from '../../domain/errors/invalid-request-error.ts';
import { describeIssues } from '../../portal/describe-issues.ts';
import { describeFailure, type FailureCode } from '../../portal/failures.ts';
import type { AgentCall, BeginCall } from './agent-call.ts';
import type { AgentTool } from './agent-tool.ts';

/** Where a client finds the code of a failure, beside the text. */
export const FAILURE_META = 'tiaowen/failure';

const LOGGED: Partial<Record<FailureCode, 'error' | 'warn'>> = {
  'internal-error': 'error',
  'index-format': 'error',
  'model-failed': 'warn',
  'answer-timeout': 'warn',
};

/** Does what a tool does. A failure is a result that says so, in the words of HTTP; the signal's reason is thrown once it is aborted. */
export async function callTool(
  ctx: AppContext,
  tool: AgentTool,
  request: { readonly input: unknown; readonly begin: BeginCall; readonly signal: AbortSignal },
): Promise<CallToolResult> {
  const { input, begin, signal } = request;
  let call: AgentCall | undefined;
  try {
    call = begin(tool.name);
    const checked = tool.input.safeParse(input ?? {});
    if (!checked.success) throw new InvalidRequestError(describeIssues(checked.error).detail ?? '');
    call.notes.noteIds({ tool: tool.name, ...tool.idsOf?.(checked.data) });
    const output = await tool.run(checked.data, { ctx, call, signal });
    const text = tool.render(output, { publicUrl: ctx.config.publicUrl });
    call.end?.('done');
    return { content: [{ type: 'text', text }], structuredContent: output };
  } catch (error) {
    call?.end?.(signal.aborted ? 'given-up' : 'failed');
    if (signal.aborted) throw error;
    return tellFailure(error, ctx.logger, call?.requestId ?? null);
  }
}

function tellFailure(error: unknown, logger: Logger, requestId: string | null): CallToolResult {
  const { code, title, detail } = describeFailure(error);
  const level = LOGGED[code];
  if (level) logger[level]({ err: error, code, requestId }, 'call failed');
  const reference = code === 'internal-error' && requestId !== null ? `（requestId：${requestId}）` : '';
  return {
    isError: true,
    content: [{ type: 'text', text: `${title}：${detail}${reference}` }],
    _meta: { [FAILURE_META]: { code, title, detail, requestId } },
  };
}
