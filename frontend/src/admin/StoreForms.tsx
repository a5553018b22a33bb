import { useState } from "react";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import type { components } from "../api/generated/store";
import { Choice } from "../shared/Choice";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { type Store, STORE_TYPES } from "./stores";

type StoreWrite = components["schemas"]["StoreWrite"];

const NEW: StoreWrite = { name: "", description: "", store_type: "SHOP" };

function StoreFields({
  draft,
  onChange,
}: {
  draft: StoreWrite;
  onChange: (draft: StoreWrite) => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const set = (change: Partial<StoreWrite>): void => {
    onChange({ ...draft, ...change });
  };
  return (
    <>
      <Field
        label={t("stores.name")}
        value={draft.name}
        onChange={(name) => {
          set({ name });
        }}
        maxLength={100}
        isRequired
      />
      <Choice
        label={t("stores.type")}
        value={draft.store_type}
        options={STORE_TYPES.map((value) => ({ value, name: t(`stores.${value}`) }))}
        onChange={(store_type) => {
          set({ store_type });
        }}
      />
      <Field
        label={t("stores.about")}
        value={draft.description}
        onChange={(description) => {
          set({ description });
        }}
        maxLength={255}
        isLong
      />
      <Field
        label={t("stores.minutes")}
        hint={t("stores.minutes_hint")}
        type="number"
        min={1}
        max={1440}
        value={String(draft.preparation_minutes ?? "")}
        onChange={(minutes) => {
          set({ preparation_minutes: minutes === "" ? null : Number(minutes) });
        }}
      />
    </>
  );
}

export function AddStore({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [draft, setDraft] = useState(NEW);
  const adding = store.useMutation("post", "/admin/store", {
    onSuccess: async () => {
      await refresh("/admin/stores");
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("stores.add")}
      action={t("stores.add")}
      isPending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({ params: key(draft), body: draft });
      }}
    >
      <StoreFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

export function ChangeStore({
  shop,
  onClose,
}: {
  shop: Store;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [draft, setDraft] = useState<StoreWrite>({
    name: shop.name,
    description: shop.description,
    logo_url: shop.logo_url,
    store_type: shop.store_type,
    preparation_minutes: shop.preparation_minutes,
  });
  const changing = store.useMutation("put", "/admin/store/{store_id}", {
    onSuccess: async () => {
      await refresh("/admin/stores", "/admin/store/{store_id}");
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("stores.change")}
      action={t("save")}
      isPending={changing.isPending}
      error={changing.error}
      onClose={onClose}
      onSubmit={() => {
        changing.mutate({ params: { path: { store_id: shop.id } }, body: draft });
      }}
    >
      <StoreFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}
