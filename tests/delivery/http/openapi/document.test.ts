import { readdirSync, readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../../../src/delivery/http/openapi/create-openapi-document.ts';
import { EXAMPLE_REQUESTS } from '../../../../src/delivery/http/openapi/example-requests.ts';
import { EXAMPLES_DIR } from '../../../../src/delivery/http/openapi/read-example.ts';
import { PROBLEMS } from '../../../../src/delivery/http/problem-table.ts';
import { createOpenApiChecker } from '../../support/openapi-checker.ts';

const PUBLIC_URL = 'https://zhengce.example.cn/tiaowen';
// As it is sent.
const document = JSON.parse(JSON.stringify(createOpenApiDocument({ publicUrl: PUBLIC_URL })));

interface Place {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Every value of the document with its place, examples left out. */
function* walk(value: unknown, path: readonly string[] = []): Generator<Place> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, entry] of Object.entries(value)) {
    if (name !== 'examples' && name !== 'example') yield* walk(entry, [...path, name]);
  }
}

const places = [...walk(document)];
const mediaTypes = places.filter(({ path }) => path.at(-2) === 'content');

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has a target for every reference', () => {
    const references = places.filter(({ path }) => path.at(-1) === '$ref').map(({ value }) => String(value));
    expect(references.length).toBeGreaterThan(50);
    const missing = references.filter((reference) => {
      const parts = /^#\/(?<place>.*)$/.exec(reference)?.groups?.['place']?.split('/') ?? ['?'];
      return parts.reduce((at, part) => at?.[part], document) === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('uses every component', () => {
    const references = new Set(places.filter(({ path }) => path.at(-1) === '$ref').map(({ value }) => value));
    const unused = Object.keys(document.components.schemas).filter(
      (name) => !references.has(`#/components/schemas/${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('names the public address and every operation once', () => {
    expect(document.servers).toEqual([{ url: PUBLIC_URL }]);
    const ids = places.filter(({ path }) => path.at(-1) === 'operationId').map(({ value }) => value);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows every problem of the table', () => {
    const codes = mediaTypes
      .filter(({ path }) => path.at(-1) === 'application/problem+json')
      .flatMap(({ value }) => Object.keys((value as { examples: object }).examples));
    expect([...new Set(codes)].sort()).toEqual(Object.keys(PROBLEMS).sort());
    expect(document.components.schemas.ProblemCode.enum).toEqual(Object.keys(PROBLEMS));
  });

  it('says what lengths and kinds a request may have', () => {
    const { ChatRequest, Filters, ChatCompletionRequest } = document.components.schemas;
    expect(ChatRequest.properties.message).toMatchObject({ type: 'string', minLength: 1, maxLength: 4000 });
    expect(ChatRequest.required ?? []).toEqual([]);
    expect(ChatRequest.properties.query).toBeDefined();
    expect(Filters.additionalProperties).toBe(false);
    expect(ChatCompletionRequest.properties.messages).toMatchObject({ type: 'array', maxItems: 1000 });
    const [limit] = document.paths['/api/conversations'].get.parameters;
    expect(limit).toMatchObject({ name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 200 } });
    expect(limit.required ?? false).toBe(false);
  });
});

describe('the examples', () => {
  const checker = createOpenApiChecker(document);
  const examples = mediaTypes.flatMap(({ path, value }) => {
    const { examples = {}, example } = value as {
      examples?: Record<string, { value: unknown }>;
      example?: unknown;
    };
    const named = Object.entries(examples).map(([name, entry]) => ({ name, path, value: entry.value }));
    return example === undefined ? named : [...named, { name: 'example', path, value: example }];
  });

  it.each(examples.map((entry) => [`${entry.path.join(' ')}: ${entry.name}`, entry] as const))(
    '%s fits its schema',
    (_title, { path, value }) => {
      expect(checker.problemsAt([...path, 'schema'], value)).toEqual([]);
    },
  );

  it('are kept for the requests that are named, and say nothing of the run', () => {
    const files = readdirSync(EXAMPLES_DIR).sort();
    expect(files).toEqual(
      Object.keys(EXAMPLE_REQUESTS)
        .map((name) => `${name}.json`)
        .sort(),
    );
    const text = files.map((file) => readFileSync(new URL(file, EXAMPLES_DIR), 'utf8')).join('\n');
    const ids = text.match(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g) ?? [];
    expect(new Set(ids.map((id) => id[0]))).toEqual(new Set(['1', '2']));
    expect(text).not.toMatch(/"indexVersion": "(?!v-example")/);
    expect(text).not.toMatch(/"(?:created|updated|asked)At": "(?!2026-01-01T00:00:00\.000Z")/);
  });

  it('every successful JSON reply has one, but the document itself and the opening of a session', () => {
    const bare = mediaTypes.filter(
      ({ path, value }) =>
        path.at(-1) === 'application/json' &&
        !('examples' in (value as object)) &&
        !path.includes('requestBody'),
    );
    expect(bare.map(({ path }) => path[1])).toEqual(['/api/session', '/openapi.json']);
  });
});
