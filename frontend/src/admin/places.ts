import { keepPreviousData } from "@tanstack/react-query";

import { base, baseServer } from "../api/client";
import type { components } from "../api/generated/base";
import type { Listing } from "../shared/table/DataTable";
import { type Sorting, sortQuery } from "../shared/table/sorting";
import { useRefresh } from "../shared/useRefresh";

export type Place = components["schemas"]["PlaceRead"];
export type PlaceWrite = components["schemas"]["PlaceCreate"];
export type PlaceKind = "hotels" | "attractions";

interface Words {
  name: string;
  description: string;
}

/** In the language of the page, where there is one; else as it stands for any language. */
export function wordsIn(language: string, place: Place): Words {
  return place.translations[language] ?? place;
}

interface Asked {
  page: number;
  search: { search?: string };
  sorting: Sorting<"name">;
  /** Names are sorted as they are shown. */
  language: string;
}

export function usePlaces(
  kind: PlaceKind,
  { page, search, sorting, language }: Asked,
): Listing<Place> {
  const query = {
    page,
    ...search,
    ...(sorting.sort !== undefined && { ...sortQuery(sorting), language }),
  };
  const init = { params: { query } };
  const options = { placeholderData: keepPreviousData };
  const hotels = base.useQuery("get", "/admin/hotels", init, {
    ...options,
    enabled: kind === "hotels",
  });
  const attractions = base.useQuery("get", "/admin/attractions", init, {
    ...options,
    enabled: kind === "attractions",
  });
  return kind === "hotels" ? hotels : attractions;
}

interface Header {
  header: { "Idempotency-Key": string };
}

interface PlaceChanges {
  add: (body: PlaceWrite, params: Header) => void;
  change: (id: string, body: PlaceWrite) => void;
  remove: (id: string) => void;
  saving: { isPending: boolean; error: unknown };
  removing: { isPending: boolean; error: unknown; reset: () => void };
}

/** Hotels and attractions are the same to the servers, under two names. */
export function usePlaceChanges(kind: PlaceKind, onDone: () => void): PlaceChanges {
  const refresh = useRefresh();
  const done = {
    onSuccess: async () => {
      await refresh(`/admin/${kind}`);
      onDone();
    },
  };
  const hotels = {
    add: base.useMutation("post", "/admin/hotel", done),
    change: base.useMutation("put", "/admin/hotel/{place_id}", done),
    remove: base.useMutation("delete", "/admin/hotel/{place_id}", done),
  };
  const attractions = {
    add: base.useMutation("post", "/admin/attraction", done),
    change: base.useMutation("put", "/admin/attraction/{place_id}", done),
    remove: base.useMutation("delete", "/admin/attraction/{place_id}", done),
  };
  const { add, change, remove } = kind === "hotels" ? hotels : attractions;
  return {
    add: (body, params) => {
      add.mutate({ params, body });
    },
    change: (id, body) => {
      change.mutate({ params: { path: { place_id: id } }, body });
    },
    remove: (id) => {
      remove.mutate({ params: { path: { place_id: id } } });
    },
    saving: { isPending: add.isPending || change.isPending, error: add.error ?? change.error },
    removing: remove,
  };
}

export function removePlace(kind: PlaceKind, id: string): Promise<{ error?: unknown }> {
  const params = { path: { place_id: id } };
  return kind === "hotels"
    ? baseServer.DELETE("/admin/hotel/{place_id}", { params })
    : baseServer.DELETE("/admin/attraction/{place_id}", { params });
}
