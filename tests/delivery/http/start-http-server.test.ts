import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { startHttpServer } from '../../../src/delivery/http/start-http-server.ts';
import { ConfigError } from '../../../src/domain/errors/config-error.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

it('lets an open request finish, then ends; idle connections do not hold it up', async () => {
  const gate = createGate();
  const arrived = createGate();
  const server = await startHttpServer(async (request, response) => {
    if (request.url === '/slow') {
      arrived.resolve();
      await gate.promise;
    }
    response.end('done');
  }, LOOPBACK);
  await (await fetch(`${server.url}/fast`)).text();
  const slow = fetch(`${server.url}/slow`).then((response) => response.text());
  await arrived.promise;
  const stopped = server.stop({ graceMs: 60_000 });
  await expect(fetch(`${server.url}/late`)).rejects.toThrow();
  gate.resolve();
  expect(await slow).toBe('done');
  expect(await stopped).toEqual({ cutOff: false });
});

it('cuts off what takes longer than the grace', async () => {
  const arrived = createGate();
  const server = await startHttpServer(() => arrived.resolve(), LOOPBACK);
  const endless = fetch(server.url).then(
    () => 'answered',
    () => 'cut off',
  );
  await arrived.promise;
  expect(await server.stop({ graceMs: 10 })).toEqual({ cutOff: true });
  expect(await endless).toBe('cut off');
});

it.each([
  ['0.0.0.0', 'http://127.0.0.1:'],
  ['127.0.0.1', 'http://127.0.0.1:'],
  ['localhost', 'http://localhost:'],
])('listening on %s it names %s', async (host, expected) => {
  const server = await startHttpServer((_request, response) => void response.end(), { host, port: 0 });
  await server.stop({ graceMs: 10 });
  expect(server.url.startsWith(expected)).toBe(true);
});

it('a port in use is explained', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const attempt = startHttpServer(() => {}, { host: '127.0.0.1', port });
  await expect(attempt).rejects.toThrow(ConfigError);
  await expect(attempt).rejects.toThrow(`端口 ${port} 已被占用`);
  await new Promise((resolve) => other.close(resolve));
});

it('an address of another machine is explained', async () => {
  const attempt = startHttpServer(() => {}, { host: '192.0.2.1', port: 0 });
  await expect(attempt).rejects.toThrow('不是本机的地址');
});

function createGate() {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve: () => resolve() };
}
