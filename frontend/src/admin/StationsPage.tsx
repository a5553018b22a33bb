import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useNamesAnew } from "../shared/stations";
import { DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { searchOf, TextFilter } from "./TextFilter";

type Named = components["schemas"]["StationRead"];

const ONE = "/admin/station/{station_id}";

/** Languages whose name was emptied are left out; those that this page does not show stay. */
function given(names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ""));
}

function useChanged(): () => Promise<void> {
  const refresh = useRefresh();
  const namesAnew = useNamesAnew();
  return async () => {
    await Promise.all([refresh("/admin/stations"), namesAnew()]);
  };
}

function Forget({ id, onDone }: { id: string; onDone: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const changed = useChanged();
  const removing = base.useMutation("delete", ONE, {
    onSuccess: async () => {
      await changed();
      onDone();
    },
  });
  return (
    <div>
      <Danger
        action={t("stations.forget")}
        question={t("stations.forget_sure", { id })}
        mutation={removing}
        onYes={() => {
          removing.mutate({ params: { path: { station_id: id } } });
        }}
      >
        <p>{t("stations.forget_text")}</p>
      </Danger>
    </div>
  );
}

function StationForm({
  station,
  onClose,
}: {
  station: Named | undefined;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const changed = useChanged();
  const [id, setId] = useState(station?.station_id ?? "");
  const [names, setNames] = useState<Record<string, string>>(station?.names ?? {});
  const saving = base.useMutation("put", ONE, {
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <FormDialog
      title={station?.station_id ?? t("stations.add")}
      action={t("save")}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={() => {
        const params = { path: { station_id: id.trim() } };
        saving.mutate({ params, body: { names: given(names) } });
      }}
      onClose={onClose}
    >
      {station === undefined && (
        <Field
          label={t("stations.id")}
          hint={t("stations.id_hint")}
          maxLength={256}
          isRequired
          value={id}
          onChange={setId}
        />
      )}
      {LANGUAGES.map((language) => (
        <Field
          key={language}
          label={LANGUAGE_NAMES[language]}
          maxLength={100}
          isRequired
          value={names[language] ?? ""}
          onChange={(name) => {
            setNames({ ...names, [language]: name });
          }}
        />
      ))}
      {station !== undefined && <Forget id={station.station_id} onDone={onClose} />}
    </FormDialog>
  );
}

/** What stations are called, by the ids that tickets carry. */
export function StationsPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const sorting = useSorting("station_id");
  const [doing, start, end] = useDoing<"add" | Named>();
  const listing = base.useQuery(
    "get",
    "/admin/stations",
    {
      params: {
        query: { page: address.page, ...sortQuery(sorting), ...searchOf(address, "search") },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page
      title={t("nav.stations")}
      aside={<Button onClick={start("add")}>{t("stations.add")}</Button>}
    >
      <Filters>
        <TextFilter address={address} label={t("stations.search")} />
      </Filters>
      <DataTable
        label={t("nav.stations")}
        listing={listing}
        columns={[
          {
            key: "id",
            name: t("stations.id"),
            sort: "station_id",
            cell: (station) => station.station_id,
          },
          ...LANGUAGES.map((language) => ({
            key: language,
            name: LANGUAGE_NAMES[language],
            cell: ({ names }: Named) => names[language] ?? "–",
          })),
        ]}
        sorting={sorting}
        idOf={(station) => station.station_id}
        empty={t("stations.none")}
        onOpen={(station) => {
          start(station)();
        }}
      />
      {doing !== undefined && (
        <StationForm station={doing === "add" ? undefined : doing} onClose={end} />
      )}
    </Page>
  );
}
