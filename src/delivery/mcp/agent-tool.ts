import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { AgentCall } from './agent-call.ts';

/** What a tool works with. */
export interface ToolContext {
  readonly ctx: AppContext;
  readonly call: AgentCall;
  /** Aborted when the agent gave the call up. */
  readonly signal: AbortSignal;
}

/** Something that an agent may have done; every tool only reads, or keeps a turn of the caller's own conversation. */
export interface AgentTool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  readonly name: string;
  /** For people, in Chinese. */
  readonly title: string;
  /** For the agent, in Chinese and English: when to use it and what it gives. */
  readonly description: string;
  readonly isReadOnly: boolean;
  readonly input: Input;
  readonly output: Output;
  /** For the audit log: ids that the input names. */
  idsOf?(input: z.output<Input>): Readonly<Record<string, string>>;
  /** The reply of the route that does the same. */
  run(input: z.output<Input>, context: ToolContext): Promise<z.output<Output>>;
  /** The same to be read. Text of documents in it is markdown-safe. */
  render(output: z.output<Output>, place: { readonly publicUrl: string }): string;
}

/** Keeps the types of input and output together while the tool is written. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: AgentTool<Input, Output>,
): AgentTool {
  return tool as unknown as AgentTool;
}
