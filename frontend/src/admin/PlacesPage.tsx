import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { Station } from "../shared/Station";
import { DataTable } from "../shared/table/DataTable";
import { useAddress } from "../shared/useAddress";
import { BulkAction } from "../staff/BulkAction";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { SearchField } from "../shared/SearchField";
import { useDoing } from "../staff/useDoing";
import {
  removePlace,
  type Place,
  type PlaceKind,
  type PlaceWrite,
  usePlaceChanges,
  usePlaces,
} from "./places";

interface PlaceFormProps {
  kind: PlaceKind;
  /** The one to be changed; a new one without it. */
  place?: Place;
  onClose: () => void;
}

const EMPTY: Required<PlaceWrite> = {
  name: "",
  description: "",
  logo_url: null,
  destination_id: "",
};

function PlaceForm({ kind, place, onClose }: PlaceFormProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const key = useRequestKey();
  const { add, change, remove, saving, removing } = usePlaceChanges(kind, onClose);
  const [draft, setDraft] = useState<Required<PlaceWrite>>(place ?? EMPTY);
  const field = (name: "name" | "description" | "destination_id") => ({
    value: draft[name],
    onChange: (value: string) => {
      setDraft({ ...draft, [name]: value });
    },
  });
  const submit = (): void => {
    const { name, description, destination_id, logo_url } = draft;
    const body = { name, description, destination_id, logo_url: logo_url === "" ? null : logo_url };
    if (place === undefined) add(body, key(body));
    else change(place.id, body);
  };
  return (
    <FormDialog
      title={place?.name ?? t(`places.add_${kind}`)}
      action={place === undefined ? t(`places.add_${kind}`) : t("save")}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("places.name")} maxLength={256} isRequired {...field("name")} />
      <Field
        label={t("places.destination")}
        maxLength={256}
        isRequired
        {...field("destination_id")}
      />
      <Field label={t("places.about")} maxLength={1024} isLong {...field("description")} />
      <Field
        label={t("places.picture")}
        hint={t("places.picture_hint")}
        maxLength={256}
        value={draft.logo_url ?? ""}
        onChange={(logo_url) => {
          setDraft({ ...draft, logo_url });
        }}
      />
      {place !== undefined && (
        <div>
          <Danger
            action={t("places.remove")}
            question={t("places.remove_sure", { name: place.name })}
            mutation={removing}
            onYes={() => {
              remove(place.id);
            }}
          >
            <p>{t("places.remove_text")}</p>
          </Danger>
        </div>
      )}
    </FormDialog>
  );
}

/** What passengers are shown of a destination. */
function PlacesPage({ kind }: { kind: PlaceKind }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [doing, start, end] = useDoing<"add" | Place>();
  const destination = address.get("destination") ?? "";
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const listing = usePlaces(kind, address.page, destination);
  // What is no longer in sight is not deleted by accident.
  const marked = (listing.data?.items ?? []).map(({ id }) => id).filter((id) => selected.has(id));
  return (
    <Page
      title={t(`nav.${kind}`)}
      aside={
        <>
          <BulkAction
            action={t("places.remove_several", { count: marked.length })}
            ids={marked}
            act={(id) => removePlace(kind, id)}
            paths={[`/admin/${kind}`]}
            onStart={() => {
              setSelected(new Set());
            }}
          />
          <Button onClick={start("add")}>{t(`places.add_${kind}`)}</Button>
        </>
      }
    >
      <Filters>
        <SearchField
          label={t("places.destination")}
          value={destination}
          onChange={(value) => {
            address.set({ destination: value });
          }}
        />
      </Filters>
      <DataTable
        label={t(`nav.${kind}`)}
        listing={listing}
        columns={[
          { key: "name", name: t("places.name"), cell: ({ name }) => name },
          {
            key: "at",
            name: t("places.destination"),
            cell: (place) => <Station id={place.destination_id} />,
          },
          { key: "about", name: t("places.about"), cell: ({ description }) => description },
        ]}
        idOf={({ id }) => id}
        empty={t("places.none")}
        selected={selected}
        onSelect={setSelected}
        onOpen={(place) => {
          start(place)();
        }}
      />
      {doing === "add" && <PlaceForm kind={kind} onClose={end} />}
      {typeof doing === "object" && <PlaceForm kind={kind} place={doing} onClose={end} />}
    </Page>
  );
}

export function HotelsPage(): React.JSX.Element {
  return <PlacesPage kind="hotels" />;
}

export function AttractionsPage(): React.JSX.Element {
  return <PlacesPage kind="attractions" />;
}
