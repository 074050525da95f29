import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { AppContext } from '../../app-context.ts';
import type { Secret } from '../../config/secret.ts';
import { auditCall } from './audit-call.ts';
import { createMcpServer } from './create-mcp-server.ts';
import { stdioCaller } from './stdio-caller.ts';

const GRACE_MS = 5000;

export interface StdioOptions {
  /** The access key on whose behalf it asks. */
  readonly secret: Secret | null;
  readonly input: Readable;
  readonly output: Writable;
  /** Aborted when the program is to stop. */
  readonly stop: AbortSignal;
  /** Open calls may take this long once the client went or the program is to stop; default 5 seconds. */
  readonly graceMs?: number;
}

/** Serves one client until it closes `input` or `stop` is aborted: then what is open ends, and what takes too long is given up. */
export async function serveStdio(ctx: AppContext, options: StdioOptions): Promise<void> {
  const { secret, input, output, stop, graceMs = GRACE_MS } = options;
  const open = new Set<Promise<unknown>>();
  const server = createMcpServer(ctx, {
    begin: (tool) => {
      const caller = stdioCaller(ctx.keys, secret);
      const requestId = randomUUID();
      return { requestId, caller, requestKey: null, ...auditCall(ctx.audit, { tool, requestId, caller }) };
    },
    onCall: (call) => {
      const settled = call
        .catch(() => undefined)
        .finally(() => {
          open.delete(settled);
        });
      open.add(settled);
    },
  });
  // Errors of the transport repeat what came, which may be a question.
  server.onerror = ({ name }) => ctx.logger.warn({ error: name }, 'a message of the agent could not be used');
  const ended = new Promise<void>((resolve) => {
    const end = () => resolve();
    for (const event of ['end', 'close', 'error']) input.once(event, end);
    // The client went without closing what it reads from.
    output.on('error', end);
    if (stop.aborted) end();
    stop.addEventListener('abort', end, { once: true });
    server.onclose = end;
  });
  await server.connect(new StdioServerTransport(input, output));
  await ended;
  await Promise.race([Promise.all(open), setTimeout(graceMs, undefined, { ref: false })]);
  await server.close();
  await Promise.all(open);
}
