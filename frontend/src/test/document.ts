import type { OpenApiDocument } from "../docs/openapi";

/** A small document of the shape that FastAPI writes. */
export const sampleDocument: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "store_server", version: "1.0.0" },
  servers: [{ url: "/store_api" }],
  paths: {
    "/store/item/{item_id}": {
      get: {
        operationId: "read_item",
        summary: "One item",
        tags: ["items"],
        security: [{ bearer: [] }],
        parameters: [
          { name: "item_id", in: "path", required: true, schema: { type: "string" } },
          { name: "language", in: "query", schema: { type: "string", maxLength: 2 } },
        ],
        responses: { "200": { description: "The item" } },
      },
    },
    "/store/purchase": {
      post: {
        operationId: "create_purchase",
        summary: "Sell items",
        tags: ["purchases"],
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Purchase" } } },
        },
        responses: { "201": { description: "Sold" }, "409": { description: "OUT_OF_STOCK" } },
      },
    },
  },
  components: {
    schemas: {
      Purchase: {
        type: "object",
        required: ["items", "kind"],
        properties: {
          user_id: { anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] },
          items: { type: "array", minItems: 1, items: { $ref: "#/components/schemas/Line" } },
          kind: { $ref: "#/components/schemas/Kind" },
        },
      },
      Line: {
        type: "object",
        required: ["count"],
        properties: { count: { type: "integer", minimum: 1 } },
      },
      Kind: { type: "string", enum: ["SHOP", "RESTAURANT"] },
      Node: {
        type: "object",
        required: ["children"],
        properties: { children: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
      },
    },
  },
};
