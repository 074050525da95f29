import type { oas31 } from 'zod-openapi';

/** Schemas of requests: there a name that is not known is refused, and the document says so. */
const REQUESTS = new Set([
  'ChatRequest',
  'Filters',
  'SearchRequest',
  'RenameConversation',
  'ChatCompletionRequest',
  'QueryRequest',
  'Query',
  'QueryWhere',
]);

/**
 * Reply schemas are strict, so that tests notice a field that nobody described; clients must expect new ones, so the published
 * document leaves them open. Bounds that only say what a number can hold are left out too.
 */
export function leaveRepliesOpen(document: oas31.OpenAPIObject): oas31.OpenAPIObject {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
    name,
    REQUESTS.has(name) ? schema : open(schema),
  ]);
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, entry]) => !isLeftOut(name, entry))
      .map(([name, entry]) => [name, open(entry)]),
  );
}

function isLeftOut(name: string, value: unknown): boolean {
  return (
    (name === 'additionalProperties' && value === false) ||
    (name === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
    (name === 'maximum' && value === Number.MAX_SAFE_INTEGER)
  );
}
