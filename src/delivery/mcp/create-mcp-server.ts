import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import type { AppContext } from '../../app-context.ts';
import type { BeginCall } from './agent-call.ts';
import type { AgentTool } from './agent-tool.ts';
import { callTool } from './call-tool.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { inputSchemaOf, outputSchemaOf } from './tool-schema.ts';
import { askTool } from './tools/ask.ts';
import { listDocumentsTool } from './tools/list-documents.ts';
import { queryTool } from './tools/query.ts';
import { readClauseTool } from './tools/read-clause.ts';
import { searchClausesTool } from './tools/search-clauses.ts';
import { unitTasksTool } from './tools/unit-tasks.ts';

const TOOLS: readonly AgentTool[] = [
  askTool,
  searchClausesTool,
  readClauseTool,
  unitTasksTool,
  queryTool,
  listDocumentsTool,
];

/** As clients list them; the same for everyone. */
const LISTED = TOOLS.map(describeTool);

/**
 * A server for one connection, which the caller connects to a transport and closes. `onCall` is told of every call, so that one who stops
 * can wait for those that are open. The high-level McpServer would make the schemas anew for each request, and tell what does not fit in
 * its own words.
 */
export function createMcpServer(
  ctx: AppContext,
  { begin, onCall }: { readonly begin: BeginCall; readonly onCall?: (call: Promise<unknown>) => void },
): Server {
  const server = new Server(
    { name: 'tiaowen', title: '条文', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: LISTED }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const tool = TOOLS.find(({ name }) => name === params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, '没有这个工具。');
    const result = callTool(ctx, tool, { input: params.arguments, begin, signal });
    onCall?.(result);
    return result;
  });
  return server;
}

function describeTool({ name, title, description, isReadOnly, input, output }: AgentTool): Tool {
  return {
    name,
    title,
    description,
    inputSchema: inputSchemaOf(input),
    outputSchema: outputSchemaOf(output),
    // Asking adds a turn to the caller's own conversation; nothing is ever changed or reached beyond the documents.
    annotations: {
      title,
      readOnlyHint: isReadOnly,
      ...(!isReadOnly && { destructiveHint: false, idempotentHint: false }),
      openWorldHint: false,
    },
  };
}
