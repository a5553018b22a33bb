import type { OpenApiDocument, Schema } from "./openapi";

const REF = "#/components/schemas/";
/** Deeper than any body of ours; a schema that holds itself must end somewhere. */
const MAX_DEPTH = 6;

export function refName(schema: Schema): string | undefined {
  return schema.$ref?.startsWith(REF) ? schema.$ref.slice(REF.length) : undefined;
}

/** The schema behind a reference; a broken reference is shown as an empty schema. */
export function resolve(document: OpenApiDocument, schema: Schema): Schema {
  const name = refName(schema);
  if (name === undefined) return schema;
  return { ...document.components?.schemas?.[name], ...withoutRef(schema) };
}

function withoutRef(schema: Schema): Schema {
  const rest = { ...schema };
  delete rest.$ref;
  return rest;
}

function isNull(schema: Schema): boolean {
  return schema.type === "null";
}

/** What a value may be: the alternatives without `null`, and whether `null` is one of them. */
export function alternatives(schema: Schema): { options: Schema[]; isNullable: boolean } {
  const all =
    schema.anyOf ?? schema.oneOf ?? (schema.allOf?.length === 1 ? schema.allOf : [schema]);
  const options = all.filter((option) => !isNull(option));
  return { options, isNullable: options.length < all.length };
}

function typeName(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "any");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

/** A short reading of a type: `uuid[]`, `"SHOP" | "RESTAURANT"`, `Item | null`. */
export function describeType(schema: Schema): string {
  const { options, isNullable } = alternatives(schema);
  const names = options.map((option) => {
    const name = refName(option);
    if (name !== undefined) return name;
    if (option.type === "array") return `${describeType(option.items ?? {})}[]`;
    return typeName(option);
  });
  return [...new Set(isNullable ? [...names, "null"] : names)].join(" | ");
}

/** The schema with references to plain values resolved: `"SHOP" | null` says more than `Kind | null`. */
export function withPlainValues(document: OpenApiDocument, schema: Schema): Schema {
  const inline = (option: Schema): Schema => {
    const resolved = resolve(document, option);
    return resolved.properties === undefined ? resolved : option;
  };
  const own = inline(schema);
  return own.anyOf === undefined ? own : { ...own, anyOf: own.anyOf.map(inline) };
}

const LIMITS: readonly [keyof Schema, string][] = [
  ["minimum", "≥ "],
  ["exclusiveMinimum", "> "],
  ["maximum", "≤ "],
  ["exclusiveMaximum", "< "],
  ["minLength", "length ≥ "],
  ["maxLength", "length ≤ "],
  ["minItems", "items ≥ "],
  ["maxItems", "items ≤ "],
  ["pattern", "pattern "],
];

/** The limits of a value in the signs of mathematics, which need no translation. */
export function describeLimits(schema: Schema): string {
  const own = alternatives(schema).options[0] ?? schema;
  return LIMITS.flatMap(([key, sign]) => {
    const limit = own[key] ?? schema[key];
    return typeof limit === "number" || typeof limit === "string" ? [`${sign}${limit}`] : [];
  }).join(", ");
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: "019a0000-0000-7000-8000-000000000000",
  date: "2026-11-21",
  "date-time": "2026-11-21T09:30:00Z",
  time: "09:30:00",
  uri: "https://example.org/",
  email: "name@example.org",
};

const BY_TYPE: Readonly<Record<string, (schema: Schema) => unknown>> = {
  integer: smallestNumber,
  number: smallestNumber,
  boolean: () => false,
  string: (schema) => BY_FORMAT[schema.format ?? ""] ?? "string",
  object: () => ({}),
};

function smallestNumber(schema: Schema): number {
  return schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
}

function examplePrimitive(schema: Schema): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return BY_TYPE[type ?? ""]?.(schema) ?? null;
}

function givenExample(schema: Schema): unknown {
  return schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.default;
}

/** The smallest value that the schema allows, without optional properties, ready to be sent. */
export function exampleOf(document: OpenApiDocument, schema: Schema, depth = 0): unknown {
  const given = givenExample(schema);
  if (given !== undefined) return given;
  if (depth > MAX_DEPTH) return null;
  const option = alternatives(schema).options[0] ?? schema;
  if (option !== schema) return exampleOf(document, option, depth + 1);
  if (schema.$ref === undefined) return exampleOfPlain(document, schema, depth);
  return exampleOf(document, resolve(document, schema), depth + 1);
}

function exampleOfPlain(document: OpenApiDocument, schema: Schema, depth: number): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === "array") return [exampleOf(document, schema.items ?? {}, depth + 1)];
  if (schema.properties === undefined) return examplePrimitive(schema);
  const { properties, required = [] } = schema;
  return Object.fromEntries(
    required.map((name) => [name, exampleOf(document, properties[name] ?? {}, depth + 1)]),
  );
}
