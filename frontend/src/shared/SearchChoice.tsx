import {
  Button,
  ComboBox,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
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

/** One of more than a list could hold: what is typed is looked up. Emptied, nothing is chosen. */
export function SearchChoice({
  label,
  hint,
  placeholder,
  value,
  found,
  onSearch,
  onChange,
}: SearchChoiceProps): React.JSX.Element {
  const { t } = useTranslation();
  const others = found?.filter(({ id }) => id !== value?.id) ?? [];
  return (
    <ComboBox
      className={fieldStyles["field"] ?? ""}
      // The chosen one is always among them: its name is what the field goes back to.
      items={value === undefined ? others : [value, ...others]}
      value={value?.id ?? null}
      onChange={(id) => {
        if (id !== (value?.id ?? null)) onChange(id === null ? undefined : String(id));
      }}
      onInputChange={(text) => {
        onSearch(text === value?.name ? "" : text.trim());
      }}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <Group className={styles["line"] ?? ""}>
        <Input className={fieldStyles["input"] ?? ""} placeholder={placeholder} />
        {value !== undefined && (
          <button
            type="button"
            className={styles["button"]}
            aria-label={t("choice.clear", { label })}
            onClick={() => {
              onChange(undefined);
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        )}
        <Button className={styles["button"] ?? ""}>
          <span aria-hidden="true">▾</span>
        </Button>
      </Group>
      {hint !== undefined && (
        <Text slot="description" className={fieldStyles["hint"] ?? ""}>
          {hint}
        </Text>
      )}
      <Popover className={styles["popover"] ?? ""}>
        <ListBox<Found>
          className={styles["list"] ?? ""}
          renderEmptyState={() => (
            <p className={styles["empty"]}>
              {t(found === undefined ? "loading" : "choice.nothing")}
            </p>
          )}
        >
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className={styles["item"] ?? ""}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
