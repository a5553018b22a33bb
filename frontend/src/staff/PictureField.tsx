import "./messages";

import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "../shared/Field.module.css";

// The servers take no larger one.
const MOST_BYTES = 10 * 1024 * 1024;
const PIECE = 32 * 1024;

/** As base64, in pieces: a function takes only so many arguments. */
async function read(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return btoa(text);
}

interface PictureFieldProps {
  label: string;
  hint: string;
  isRequired?: boolean;
  /** Base64, or null where there is no picture. */
  onChange: (picture: string | null) => void;
}

/** A picture from the device, or from its camera on a phone. */
export function PictureField({
  label,
  hint,
  isRequired = false,
  onChange,
}: PictureFieldProps): React.JSX.Element {
  const { t } = useTranslation("staff");
  const id = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined): void => {
    const isFine = file !== undefined && file.size <= MOST_BYTES;
    setTooLarge(file !== undefined && !isFine);
    onChange(null);
    if (isFine) void read(file).then(onChange);
  };
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        required={isRequired}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          take(target.files?.[0]);
        }}
      />
      <span id={`${id}-hint`} className={styles["hint"]}>
        {hint}
      </span>
      {isTooLarge && <span role="alert">{t("refusal.IMAGE_TOO_LARGE")}</span>}
    </div>
  );
}
