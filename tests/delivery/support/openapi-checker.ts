import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiChecker {
  /** What does not fit the schema at a place of the document; empty where all fits and no field is unknown. */
  problemsAt(place: readonly string[], value: unknown): readonly string[];
}

/**
 * Holds replies against a published document. It leaves replies open for fields that later versions add; here they are closed,
 * so that a field which nobody described is noticed.
 */
export function createOpenApiChecker(document: Json): OpenApiChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(closeObjects(document) as Json, 'document');
  const compiled = new Map<string, ValidateFunction>();
  return {
    problemsAt: (place, value) => {
      const pointer = place.map((part) =>
        encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
      );
      const $ref = `document#/${pointer.join('/')}`;
      const validate = compiled.get($ref) ?? ajv.compile({ $ref });
      compiled.set($ref, validate);
      if (validate(value)) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    },
  };
}

function closeObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeObjects);
  if (typeof value !== 'object' || value === null) return value;
  const closed = Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, closeObjects(entry)]),
  );
  const isOpen = closed['type'] === 'object' && 'properties' in closed && !('additionalProperties' in closed);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}
