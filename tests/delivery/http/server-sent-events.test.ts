import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { openEventStream } from '../../../src/delivery/http/server-sent-events.ts';

it('sends heartbeats as comments while nothing else happens, and begins the reply with the first', async () => {
  const app = express();
  app.get('/', (_request, response) => {
    const stream = openEventStream(response, 5);
    expect(stream.hasBegun).toBe(false);
    setTimeout(() => {
      expect(stream.hasBegun).toBe(true);
      stream.send('answer-delta', { text: '两\n行' });
      stream.end();
      stream.send('answer-delta', { text: 'after the end' });
    }, 60);
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const text = await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).text();
  await new Promise((resolve) => server.close(resolve));
  expect(text).toMatch(
    /^(?:: heartbeat\n\n)+event: answer-delta\ndata: \{"text":"两\\n行"\}\n\n(?:: heartbeat\n\n)*$/,
  );
});
