import { readFileSync } from 'node:fs';
import { EXAMPLE_REQUESTS, type ExampleName, type ExampleRequest } from './example-requests.ts';

export const EXAMPLES_DIR = new URL('./examples/', import.meta.url);

/** The kept reply to an example request: JSON, or the text of a stream, a source or a table as a JSON string. */
export function readExample(name: ExampleName): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, EXAMPLES_DIR), 'utf8'));
}

/** The body that an example request is sent with. */
export function exampleBody(name: ExampleName): unknown {
  const request: ExampleRequest = EXAMPLE_REQUESTS[name];
  return request.body;
}
