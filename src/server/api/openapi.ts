import * as z from 'zod';
import type { Operation, Schema } from '@/modules/access/operation';
import { handled, jsonResponse } from '@/modules/access/route';
import { ListedReservation, Reservation } from '@/modules/reservations/wire';
import { cookiePrefix } from '@/platform/http/cookies';
import { CLOCK_HEADER } from '@/realtime/protocol/clock';
import { type Endpoint, endpoint } from './endpoint';
import { operation } from './operation';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** For these methods, the query is the input; for the others, the body is. */
const WITHOUT_BODY: readonly string[] = ['GET', 'DELETE'];

type Json = Readonly<Record<string, unknown>>;

/**
 * The endpoint that describes the others. It is public: it contains no data of the installation, and the code is
 * public.
 */
export function documentOf(describe: () => object): Endpoint {
  const serve = handled(async () => jsonResponse(describe()));
  return endpoint('/api/openapi.json', { GET: operation({ actor: 'public', input: null, output: null, serve }) });
}

/** An OpenAPI 3.1 document of the list. The stream (PROTOCOL.md) and the auth library's addresses are not in it. */
export function describeApi(endpoints: readonly Endpoint[]): Json {
  const described = endpoints.filter(({ path }) => !path.includes('[...'));
  const paths = described.map((one) => [one.path.replace(/\[(\w+)\]/g, '{$1}'), describeEndpoint(one)]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Aforo',
      version: '1',
      description: 'Reservations and door check-in. PROTOCOL.md describes the stream.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of one venue, made by its owner or manager.' },
        session: { type: 'apiKey', in: 'cookie', name: `${cookiePrefix()}.session_token` },
      },
      schemas: { Reservation: schemaOf(Reservation), Problem: PROBLEM },
      parameters: PARAMETERS,
    },
  };
}

function describeEndpoint(of: Endpoint): Json {
  const served = METHODS.flatMap((method) => {
    const { operation: declared } = of[method];
    return declared ? [[method.toLowerCase(), describeOperation(of.path, method, declared)]] : [];
  });
  return Object.fromEntries(served);
}

function describeOperation(path: string, method: string, declared: Operation): Json {
  const { actor, permission, keys, input, output, status } = declared;
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name);
  const whole = input ? schemaOf(input) : {};
  const hasBody = input !== null && !WITHOUT_BODY.includes(method);
  const { inPath, rest } = withoutNames(whole, names);
  return {
    operationId: `${method.toLowerCase()}${path.replace(/^\/api/, '').replace(/[/.[\]-]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    tags: [path.split('/')[2] ?? ''],
    ...(actor === 'public' ? {} : { security: [{ session: [] }, ...(keys ? [{ key: [] }] : [])] }),
    'x-keys': keys,
    'x-actor': actor,
    ...(permission ? { 'x-permission': permission } : {}),
    parameters: [
      ...inPath.map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
      ...(hasBody ? [] : queryOf(rest)),
      ...(permission ? [{ $ref: '#/components/parameters/businessId' }] : []),
      ...(actor === 'member' && method !== 'GET'
        ? HEADERS.map((name) => ({ $ref: `#/components/parameters/${name}` }))
        : []),
    ],
    ...(hasBody ? { requestBody: { required: true, content: { 'application/json': { schema: rest } } } } : {}),
    responses: {
      [status]: {
        description: 'Done',
        ...(output ? { content: { 'application/json': { schema: schemaOf(output) } } } : {}),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/** Splits the parameters of the path from the schema of the query or body. */
function withoutNames(whole: Json, names: readonly string[]): { inPath: [string, Json][]; rest: Json } {
  if (names.length === 0) return { inPath: [], rest: whole };
  const { properties = {}, required = [] } = whole as ObjectSchema;
  const isInPath = (name: string) => names.includes(name);
  return {
    inPath: names.map((name) => [name, properties[name] ?? { type: 'string' }]),
    rest: {
      ...whole,
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !isInPath(name))),
      required: required.filter((name) => !isInPath(name)),
    },
  };
}

function queryOf({ properties = {}, required = [] }: ObjectSchema): Json[] {
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
}

/**
 * The schema of the data on the wire: before a reader's transformations, with the form in which this server writes a
 * row.
 */
function schemaOf(schema: Schema): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (!Object.is(zodSchema, ListedReservation)) return;
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
      jsonSchema.$ref = '#/components/schemas/Reservation';
    },
  });
  return json;
}

const PROBLEM: Json = {
  description: 'RFC 9457. Some codes have more members.',
  type: 'object',
  properties: {
    ...{ type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' } },
    code: { type: 'string', description: 'From a closed list.' },
    detail: { type: 'string', description: 'A sentence for a person.' },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};

const HEADERS = ['ifMatch', 'idempotencyKey', 'clock'] as const;
const header = (name: string, description: string): Json => ({
  ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
});

const PARAMETERS: Json = {
  businessId: {
    ...{ name: 'businessId', in: 'query', required: false, schema: { type: 'string' } },
    description: 'Chooses among the memberships of the session; may also stand in the body.',
  },
  ifMatch: header('If-Match', 'The version that the caller saw: another one answers VERSION_CONFLICT.'),
  idempotencyKey: header('Idempotency-Key', 'The same key creates once.'),
  clock: header(CLOCK_HEADER, 'The clock of the device as it sends the request, an ISO instant.'),
} satisfies Record<'businessId' | (typeof HEADERS)[number], Json>;
