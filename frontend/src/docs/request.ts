import { mediaTypeOf, type OpenApiDocument, type Operation } from "./openapi";
import { exampleOf } from "./schema";

/** The values of path and query parameters by name; an empty one is left out of the query. */
export type ParameterValues = Readonly<Record<string, string>>;

export function addressOf(operation: Operation, values: ParameterValues = {}): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    values[name] ? encodeURIComponent(values[name]) : placeholder,
  );
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters ?? []) {
    if (place === "query" && values[name]) query.append(name, values[name]);
  }
  const tail = query.toString();
  return tail === "" ? path : `${path}?${tail}`;
}

/** The example of a JSON body as text; null when the operation takes none. */
export function exampleBody(document: OpenApiDocument, operation: Operation): string | null {
  const media = mediaTypeOf(operation.requestBody?.content);
  if (media?.[1] === undefined || !media[0].includes("json")) return null;
  return JSON.stringify(exampleOf(document, media[1]), null, 2);
}

export function needsSession(document: OpenApiDocument, operation: Operation): boolean {
  const rules = operation.security ?? document.security ?? [];
  return rules.length > 0 && rules.every((rule) => Object.keys(rule).length > 0);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function curlOf(document: OpenApiDocument, operation: Operation, origin: string): string {
  const lines = [
    `curl -X ${operation.method.toUpperCase()} ${quote(origin + addressOf(operation))}`,
  ];
  if (needsSession(document, operation)) lines.push('-H "Authorization: Bearer $TOKEN"');
  const body = exampleBody(document, operation);
  if (body !== null) {
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d ${quote(JSON.stringify(JSON.parse(body)))}`,
    );
  }
  return lines.join(" \\\n  ");
}
