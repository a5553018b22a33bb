import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import fieldStyles from "./Field.module.css";
import styles from "./SearchChoice.module.css";

export interface Found {
  id: string;
  name: string;
}

interface SearchChoiceProps {
  label: string;
  hint?: string;
  /** What stands there while nothing is chosen. */
  placeholder: string;
  value: Found | undefined;
  /** What the text finds; undefined while it is on its way. */
  found: readonly Found[] | undefined;
  onSearch: (text: string) => void;
  onChange: (id: string | undefined) => void;
}

/** What is typed, whether the list is open, and which of its lines the arrow keys have reached. */
function useLookUp({
  value,
  found = [],
  onSearch,
  onChange,
}: Pick<SearchChoiceProps, "value" | "found" | "onSearch" | "onChange">) {
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  // Not its place, which changes while answers come in.
  const [reached, setReached] = useState<string>();
  const active = found.findIndex(({ id }) => id === reached);
  const open = (): void => {
    setOpen(true);
    setReached(undefined);
  };
  const close = (): void => {
    setOpen(false);
    setReached(undefined);
    setTyped(undefined);
    onSearch("");
  };
  const choose = (id: string | undefined): void => {
    onChange(id);
    close();
  };
  const move = (by: number): void => {
    if (!isOpen) open();
    const next = active === -1 && by < 0 ? found.length - 1 : active + by;
    setReached(found[(next + found.length) % found.length]?.id);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (isOpen && event.key === "Enter") {
      if (found[active] !== undefined) choose(found[active].id);
    } else if (isOpen && event.key === "Escape") close();
    else return;
    // Neither sends the form around it nor closes its window.
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    text: typed ?? value?.name ?? "",
    isOpen,
    active,
    open,
    close,
    choose,
    onKeyDown,
    type: (text: string): void => {
      open();
      setTyped(text);
      onSearch(text.trim());
      if (text === "" && value !== undefined) onChange(undefined);
    },
  };
}

interface OptionsProps extends Pick<SearchChoiceProps, "label" | "value" | "found"> {
  id: string;
  active: number;
  onChoose: (id: string) => void;
}

/** What was found, or why nothing is shown. */
function Options({ id, label, value, found, active, onChoose }: OptionsProps): React.JSX.Element {
  const { t } = useTranslation();
  useEffect(() => {
    if (active >= 0)
      document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  if (found === undefined || found.length === 0) {
    return (
      <p role="status" className={styles["list"]}>
        {t(found === undefined ? "loading" : "choice.nothing")}
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
            onChoose(one.id);
          }}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}

/** The field as something to type into that has a list of its own, in the words of ARIA. */
function comboOf(id: string, isListed: boolean, active: number, hint: string | undefined) {
  return {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": isListed,
    "aria-controls": isListed ? `${id}-list` : undefined,
    "aria-activedescendant": isListed && active >= 0 ? `${id}-${active}` : undefined,
    "aria-describedby": hint === undefined ? undefined : `${id}-hint`,
  } as const;
}

/**
 * One of more than a list could hold: what is typed is looked up. Emptied, nothing is chosen. After
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/; the library's would be a sixth of the area.
 */
export function SearchChoice({
  label,
  hint,
  placeholder,
  ...search
}: SearchChoiceProps): React.JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { value, found } = search;
  const { text, isOpen, active, open, close, choose, onKeyDown, type } = useLookUp(search);
  const isListed = isOpen && found !== undefined && found.length > 0;
  return (
    <div className={fieldStyles["field"]}>
      <label htmlFor={id}>{label}</label>
      <div className={styles["line"]}>
        <input
          ref={input}
          id={id}
          className={fieldStyles["input"]}
          {...comboOf(id, isListed, active, hint)}
          autoComplete="off"
          spellCheck="false"
          placeholder={placeholder}
          value={text}
          onChange={({ target }) => {
            type(target.value);
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
              active={active}
              onChoose={choose}
            />
          </div>
        )}
      </div>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={fieldStyles["hint"]}>
          {hint}
        </span>
      )}
    </div>
  );
}
