import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

/** A client as agents have it, connected to `/mcp` of a service; with its schemas read, so that every result is checked against them. */
export async function connectAgent(
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${baseUrl}/mcp`), {
      requestInit: { headers: { ...headers } },
    }),
  );
  await client.listTools();
  return client;
}

export async function call(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<CallToolResult> {
  return (await client.callTool({ name, arguments: { ...args } })) as CallToolResult;
}

export function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/** What changes from one asking to the next. */
export function withoutVolatile(answer: unknown): unknown {
  const { conversationId: _c, messageId: _m, timings: _t, ...rest } = answer as Record<string, unknown>;
  return rest;
}

/** The body of a JSON-RPC message. */
export function message(method: string, params: unknown = {}, id: number | null = 1): unknown {
  return { jsonrpc: '2.0', ...(id !== null && { id }), method, params };
}
