import { createReadStream } from 'node:fs';

const LINE_BREAK = 0x0a;

/** A line as bytes, without its line break. */
export interface RawLine {
  readonly bytes: Buffer;
  /** False for what stands after the last line break. */
  readonly isEnded: boolean;
}

/** The lines of a file to the byte; nothing is decoded. */
export async function* readLines(path: string): AsyncGenerator<RawLine, void, undefined> {
  let parts: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_BREAK); to >= 0; to = chunk.indexOf(LINE_BREAK, from)) {
      yield { bytes: Buffer.concat([...parts, chunk.subarray(from, to)]), isEnded: true };
      parts = [];
      from = to + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield { bytes: Buffer.concat(parts), isEnded: false };
}
