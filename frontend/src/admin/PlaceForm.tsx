import { useState } from "react";
import { useTranslation } from "react-i18next";

import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import styles from "./Forms.module.css";
import { type Place, type PlaceKind, type PlaceWrite, usePlaceChanges } from "./places";
import { StationChoice } from "./StationChoice";

interface PlaceFormProps {
  kind: PlaceKind;
  /** The one to be changed; a new one without it. */
  place?: Place;
  onClose: () => void;
}

type Draft = Required<PlaceWrite>;
type Translation = Draft["translations"][string];

const EMPTY: Draft = {
  name: "",
  description: "",
  logo_url: null,
  destination_id: "",
  translations: {},
};

/** What is left empty is not translated. Languages that the pages do not speak stay as they are. */
function bodyOf({ name, description, destination_id, logo_url, translations }: Draft): Draft {
  const given = Object.entries(translations).filter(([, words]) => words.name.trim() !== "");
  return {
    name,
    description,
    destination_id,
    logo_url: logo_url === "" ? null : logo_url,
    translations: Object.fromEntries(given),
  };
}

/** What it is called, and what is said of it, in one language. */
function Translated({
  language,
  words: { name, description },
  onChange,
}: {
  language: (typeof LANGUAGES)[number];
  words: Translation;
  onChange: (words: Translation) => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <fieldset className={styles["again"]}>
      <legend>{LANGUAGE_NAMES[language]}</legend>
      <Field
        label={t("places.name")}
        maxLength={256}
        isRequired={description.trim() !== ""}
        value={name}
        onChange={(to) => {
          onChange({ name: to, description });
        }}
      />
      <Field
        label={t("places.about")}
        maxLength={1024}
        isLong
        value={description}
        onChange={(to) => {
          onChange({ name, description: to });
        }}
      />
    </fieldset>
  );
}

function PlaceFields({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const field = (name: "name" | "description" | "destination_id" | "logo_url") => ({
    value: draft[name] ?? "",
    onChange: (value: string) => {
      onChange({ ...draft, [name]: value });
    },
  });
  return (
    <>
      <Field
        label={t("places.name")}
        hint={t("places.plain_hint")}
        maxLength={256}
        isRequired
        {...field("name")}
      />
      <StationChoice label={t("places.destination")} {...field("destination_id")} />
      <Field label={t("places.about")} maxLength={1024} isLong {...field("description")} />
      <Field
        label={t("places.picture")}
        hint={t("places.picture_hint")}
        maxLength={256}
        {...field("logo_url")}
      />
      {LANGUAGES.map((language) => (
        <Translated
          key={language}
          language={language}
          words={draft.translations[language] ?? { name: "", description: "" }}
          onChange={(words) => {
            const translations = { ...draft.translations, [language]: words };
            onChange({ ...draft, translations });
          }}
        />
      ))}
    </>
  );
}

/** A hotel or an attraction, in several languages. */
export function PlaceForm({ kind, place, onClose }: PlaceFormProps): React.JSX.Element {
  const { t } = useTranslation("admin");
  const key = useRequestKey();
  const { add, change, remove, saving, removing } = usePlaceChanges(kind, onClose);
  const [draft, setDraft] = useState<Draft>(place ?? EMPTY);
  const submit = (): void => {
    const body = bodyOf(draft);
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
      <PlaceFields draft={draft} onChange={setDraft} />
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
