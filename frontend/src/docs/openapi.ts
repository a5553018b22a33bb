/** The part of OpenAPI 3.1 that our servers write and this viewer shows. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  example?: unknown;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

export interface Parameter {
  name: string;
  in: "query" | "path" | "header" | "cookie";
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Record<string, { schema?: Schema }>;

export interface Response {
  description?: string;
  content?: Content;
}

export interface OperationObject {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  deprecated?: boolean;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; description?: string; content: Content };
  responses?: Record<string, Response>;
  security?: Record<string, string[]>[];
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string; summary?: string };
  servers?: { url: string }[];
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, Schema> };
}

export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];

/** One route: what the viewer lists. */
export interface Operation extends OperationObject {
  /** The anchor of the operation: its operationId, which is unique in a document. */
  id: string;
  method: Method;
  /** As seen from outside: behind the server's prefix. */
  path: string;
  tag: string;
}

export function operationsOf(document: OpenApiDocument): Operation[] {
  const prefix = document.servers?.[0]?.url ?? "";
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = item[method];
      if (found === undefined) return [];
      const id = found.operationId ?? `${method}${path}`;
      return [{ ...found, id, method, path: prefix + path, tag: found.tags?.[0] ?? "" }];
    }),
  );
}

/** Every word of the query must occur in the route's path, name, summary, tag or method. */
export function matches(operation: Operation, query: string): boolean {
  const text = [
    operation.method,
    operation.path,
    operation.id,
    operation.summary ?? "",
    operation.tag,
  ]
    .join(" ")
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Signing in comes before everything else; the health routes are the last that a reader needs. */
const TAG_RANK: Readonly<Record<string, number>> = { auth: -1, health: 1 };

function rankOf(tag: string): number {
  return TAG_RANK[tag] ?? 0;
}

/** The groups in the order of the document, but for those that have a rank. */
export function byTag(operations: readonly Operation[]): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.tag);
    if (group === undefined) groups.set(operation.tag, [operation]);
    else group.push(operation);
  }
  return [...groups].sort(([one], [other]) => rankOf(one) - rankOf(other));
}

/** The first JSON media type, else the first at all. */
export function mediaTypeOf(content: Content | undefined): [string, Schema | undefined] | null {
  const entries = Object.entries(content ?? {});
  const found = entries.find(([type]) => type.includes("json")) ?? entries[0];
  return found === undefined ? null : [found[0], found[1].schema];
}

export function isOpenApiDocument(value: unknown): value is OpenApiDocument {
  if (typeof value !== "object" || value === null) return false;
  const { openapi, info, paths } = value as Record<string, unknown>;
  return typeof openapi === "string" && typeof info === "object" && typeof paths === "object";
}
