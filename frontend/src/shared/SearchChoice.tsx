import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";

import fieldStyles from "./Field.module.css";
import styles from "./SearchChoice.module.css";
import { type Found, type LookUp, useLookUp, useRefusal } from "./useLookUp";

export type { Found, LookUp } from "./useLookUp";

interface SearchChoiceProps extends LookUp {
  label: string;
  hint?: string;
  /** What stands there while nothing is chosen. */
  placeholder: string;
  value: Found | undefined;
  isRequired?: boolean;
  /** Called once the field is opened: before, nothing need be asked. */
  onSearch: (text: string) => void;
  onChange: (one: Found | undefined) => void;
}

interface OptionsProps extends Pick<SearchChoiceProps, "label" | "value" | "found" | "isError"> {
  id: string;
  active: number;
  onChoose: (one: Found) => void;
}

/** What was found, or why nothing is shown. */
function Options({
  id,
  label,
  value,
  found,
  isError,
  active,
  onChoose,
}: OptionsProps): React.JSX.Element {
  const { t } = useTranslation();
  useEffect(() => {
    if (active >= 0)
      document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  if (found === undefined || found.length === 0) {
    return (
      <p role="status" className={styles["list"]}>
        {found === undefined ? t(isError ? "choice.failed" : "loading") : t("choice.nothing")}
      </p>
    );
  }
  return (
    <div id={`${id}-list`} role="listbox" aria-label={label} className={styles["list"]}>
      {found.map((one, place) => (
        <button
          key={one.id}
          type="button"
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={one.id === value?.id}
          className={styles["item"]}
          data-active={place === active}
          onClick={() => {
            onChoose(one);
          }}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

/** The field as something to type into that has a list of its own, in the words of ARIA. */
function comboOf(
  id: string,
  isListed: boolean,
  active: number,
  { hint, isRefused }: Omit<NotesProps, "id">,
) {
  const notes = [hint !== undefined ? `${id}-hint` : "", isRefused ? `${id}-refusal` : ""];
  return {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": isListed,
    "aria-controls": isListed ? `${id}-list` : undefined,
    "aria-activedescendant": isListed && active >= 0 ? `${id}-${active}` : undefined,
    "aria-describedby": notes.join(" ").trim() || undefined,
    "aria-invalid": isRefused,
    "data-invalid": isRefused || undefined,
  } as const;
}

interface NotesProps {
  id: string;
  hint: string | undefined;
  isRefused: boolean;
}

function Notes({ id, hint, isRefused }: NotesProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={fieldStyles["hint"]}>
          {hint}
        </span>
      )}
      {isRefused && (
        <span id={`${id}-refusal`} className={fieldStyles["error"]}>
          {t("choice.required")}
        </span>
      )}
    </>
  );
}

/**
 * One of more than a list could hold: what is typed is looked up. Emptied, nothing is chosen. After
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/; the library's would be a sixth of the area.
 */
export function SearchChoice({
  label,
  hint,
  placeholder,
  isRequired = false,
  ...search
}: SearchChoiceProps): React.JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { value, found, isError } = search;
  const { text, isOpen, active, open, close, choose, onKeyDown, type } = useLookUp(search);
  const { isRefused, onInvalid } = useRefusal(value !== undefined);
  const isListed = isOpen && found !== undefined && found.length > 0;
  return (
    <div className={fieldStyles["field"]}>
      <label htmlFor={id}>{label}</label>
      <div className={styles["line"]}>
        <input
          ref={input}
          id={id}
          className={fieldStyles["input"]}
          {...comboOf(id, isListed, active, { hint, isRefused })}
          required={isRequired}
          onInvalid={onInvalid}
          autoComplete="off"
          spellCheck="false"
          placeholder={placeholder}
          value={text}
          onChange={({ target }) => {
            type(target.value);
          }}
          onFocus={({ target }) => {
            target.select();
          }}
          onClick={open}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        {value !== undefined && (
          <button
            type="button"
            className={styles["clear"]}
            aria-label={t("choice.clear", { label })}
            onClick={() => {
              choose(undefined);
              // This button is gone with what it clears.
              input.current?.focus();
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        )}
        {isOpen && (
          <div
            role="presentation"
            onMouseDown={(event) => {
              // The field keeps the focus, without which the list would close.
              event.preventDefault();
            }}
          >
            <Options
              id={id}
              label={label}
              value={value}
              found={found}
              isError={isError}
              active={active}
              onChoose={choose}
            />
          </div>
        )}
      </div>
      <Notes id={id} hint={hint} isRefused={isRefused} />
    </div>
  );
}
