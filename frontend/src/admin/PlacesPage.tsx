import { useState } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "../i18n";
import { Button } from "../shared/Button";
import { Station } from "../shared/Station";
import { DataTable } from "../shared/table/DataTable";
import { useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { BulkAction } from "../staff/BulkAction";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { PlaceForm } from "./PlaceForm";
import { removePlace, type Place, type PlaceKind, usePlaces, wordsIn } from "./places";
import { searchOf, TextFilter } from "./TextFilter";

/** What passengers are shown of a destination. */
function PlacesPage({ kind }: { kind: PlaceKind }): React.JSX.Element {
  const { t, i18n } = useTranslation("admin");
  const language = currentLanguage(i18n);
  const address = useAddress();
  const sorting = useSorting("name");
  const [doing, start, end] = useDoing<"add" | Place>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const listing = usePlaces(kind, {
    page: address.page,
    search: searchOf(address, "search"),
    sorting,
    language,
  });
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
        <TextFilter address={address} label={t("places.search")} />
      </Filters>
      <DataTable
        label={t(`nav.${kind}`)}
        listing={listing}
        columns={[
          {
            key: "name",
            name: t("places.name"),
            sort: "name",
            cell: (place) => wordsIn(language, place).name,
          },
          {
            key: "at",
            name: t("places.destination"),
            cell: (place) => <Station id={place.destination_id} />,
          },
          {
            key: "about",
            name: t("places.about"),
            cell: (place) => wordsIn(language, place).description,
          },
        ]}
        sorting={sorting}
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
