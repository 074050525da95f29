import { z } from 'zod';
import { IndexVersion } from '../../../../portal/replies/common.ts';

export const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

export const Readiness = z
  .strictObject({ status: z.literal('ready'), indexVersion: IndexVersion })
  .meta({ id: 'Readiness' });

export const SessionState = z
  .strictObject({
    keysRequired: z.boolean(),
    mayReadReports: z.boolean().meta({ description: 'Whether GET /api/reports answers this caller.' }),
    mayChangeDocuments: z
      .boolean()
      .meta({ description: 'Whether documents may be added, published and removed by this caller.' }),
  })
  .meta({ id: 'SessionState' });

export const OpenedSession = z.strictObject({ expiresAt: z.iso.datetime() }).meta({ id: 'OpenedSession' });

/** This document, named by what every reader of it looks for. */
export const OpenApiDocument = z
  .looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) })
  .meta({ id: 'OpenApiDocument', description: 'An OpenAPI 3.1 document.' });
