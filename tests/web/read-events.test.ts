import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents, type ServerEvent } from '../../web/src/api/read-events.ts';

async function readAll(pieces: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  const source = (async function* () {
    yield* pieces;
  })();
  for await (const event of readEvents(source)) events.push(event);
  return events;
}

const bytes = (text: string) => new TextEncoder().encode(text);

it.each<[string, ServerEvent[]]>([
  ['event: answer-delta\ndata: {"text":"由"}\n\n', [{ event: 'answer-delta', data: '{"text":"由"}' }]],
  ['data: a\ndata: b\n\n', [{ event: 'message', data: 'a\nb' }]],
  [
    'event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [': heartbeat\n\ndata: 1\n\n', [{ event: 'message', data: '1' }]],
  ['id: 7\nretry: 10\ndata:1\n\n', [{ event: 'message', data: '1' }]],
  ['event: lonely\n\n', []],
  ['data: whole\n\ndata: cut off', [{ event: 'message', data: 'whole' }]],
  ['', []],
])('%j', async (text, expected) => {
  expect(await readAll([bytes(text)])).toEqual(expected);
});

it('reads the same wherever the pieces are cut, within a character too', async () => {
  const text =
    'event: answer-delta\r\ndata: {"text":"牵头单位：市卫生计生委𠮷"}\r\n\r\n: 心跳\n\ndata: 二\n\n';
  const whole = bytes(text);
  const expected = await readAll([whole]);
  expect(expected).toHaveLength(2);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 12 }), async (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
      const pieces = places.slice(1).map((end, i) => whole.slice(places[i], end));
      expect(await readAll(pieces)).toEqual(expected);
    }),
  );
});
