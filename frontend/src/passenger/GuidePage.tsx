import "./messages";

import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { currentLanguage } from "../i18n";
import { Picture } from "../shared/Picture";
import { ServerFailed } from "../shared/ServerFailed";
import { useStation } from "../shared/stations";
import { usePageTitle } from "../shared/usePageTitle";
import { Waiting } from "../shared/Waiting";
import styles from "./GuidePage.module.css";

type Place = components["schemas"]["PlaceRead"];

function Places({ title, places }: { title: string; places: Place[] }): React.JSX.Element | null {
  if (places.length === 0) return null;
  return (
    <section className={styles["group"]}>
      <h2>{title}</h2>
      <ul className={styles["list"]}>
        {places.map((place) => (
          <li key={place.id} className={styles["place"]}>
            <Picture url={place.logo_url} name={place.name} />
            <div>
              <h3>{place.name}</h3>
              <p>{place.description}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where to sleep and what to see where the journey ends. */
export function GuidePage(): React.JSX.Element {
  const { destination = "" } = useParams();
  // In another language the places stay until the new words are there; at another one they do not.
  return <Guide key={destination} destination={destination} />;
}

function Guide({ destination }: { destination: string }): React.JSX.Element {
  const { t, i18n } = useTranslation("passenger");
  const params = {
    path: { destination_id: destination },
    query: { language: currentLanguage(i18n) },
  };
  const { data, isPending, refetch } = base.useQuery(
    "get",
    "/destinations/{destination_id}",
    { params },
    { placeholderData: keepPreviousData },
  );
  const title = t("guide.title", { destination: useStation(destination) });
  usePageTitle(title);
  if (isPending) return <Waiting />;
  if (data === undefined) return <ServerFailed again={() => void refetch()} />;
  const isEmpty = data.hotels.length + data.attractions.length === 0;
  return (
    <div className={styles["page"]}>
      <p>
        <Link to="/tickets">{t("guide.back")}</Link>
      </p>
      <h1>{title}</h1>
      {isEmpty && <p>{t("guide.none")}</p>}
      <Places title={t("guide.attractions")} places={data.attractions} />
      <Places title={t("guide.hotels")} places={data.hotels} />
    </div>
  );
}
