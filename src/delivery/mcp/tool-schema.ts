import { z } from 'zod';

/** The JSON schema of a tool's arguments. */
export function inputSchemaOf(schema: z.ZodObject) {
  return describe(schema, 'input') as { type: 'object' };
}

/** The JSON schema of a tool's result, open for new fields as the published replies are. */
export function outputSchemaOf(schema: z.ZodObject) {
  return describe(schema, 'output') as { type: 'object' };
}

function describe(schema: z.ZodObject, io: 'input' | 'output') {
  // Without its own name the schema stands at the root, where MCP wants an object and no reference.
  return z.toJSONSchema(schema.extend({}), {
    io,
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (io === 'output' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
}
