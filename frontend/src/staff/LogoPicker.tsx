import "./messages";

import { useId } from "react";
import { useTranslation } from "react-i18next";

import styles from "../shared/Field.module.css";
import { Picture } from "../shared/Picture";
import { Refused } from "./Refused";

interface LogoPickerProps {
  name: string;
  url: string | null;
  mutation: { isPending: boolean; error: unknown };
  onPick: (file: File) => void;
}

/** The logo that there is, and another one: it is taken as soon as it is chosen. */
export function LogoPicker({ name, url, mutation, onPick }: LogoPickerProps): React.JSX.Element {
  const { t } = useTranslation("staff");
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{t("logo.label")}</label>
      <Picture url={url} name={name} />
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        disabled={mutation.isPending}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onPick(file);
        }}
      />
      <span id={`${id}-hint`} className={styles["hint"]}>
        {t("logo.hint")}
      </span>
      <Refused error={mutation.error} />
    </div>
  );
}

/** A file as the body of a request: sent as it is, under its own type. */
export function fileBody(file: File): {
  body: string;
  bodySerializer: () => File;
  headers: { "Content-Type": string };
} {
  // The document calls a file's bytes a string.
  const body = file as unknown as string;
  return { body, bodySerializer: () => file, headers: { "Content-Type": file.type } };
}
