import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answerOf, base, baseServer } from "../api/client";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { LongTable } from "../shared/table/LongTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { PictureField } from "../staff/PictureField";
import { SearchField } from "../shared/SearchField";
import { useDoing } from "../staff/useDoing";
import { UserDialog } from "./UserDialog";

function AddUser({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [name, setName] = useState("");
  const [face, setFace] = useState<string | null>(null);
  const adding = base.useMutation("post", "/admin/user", {
    onSuccess: async () => {
      await refresh("/admin/users");
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("users.add")}
      action={t("users.add")}
      isPending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { name: name.trim(), face };
        adding.mutate({ params: key(body), body });
      }}
    >
      <Field label={t("users.name")} value={name} onChange={setName} maxLength={60} isRequired />
      <PictureField label={t("users.face")} hint={t("users.face_hint")} onChange={setFace} />
    </FormDialog>
  );
}

/** Passengers: found by the beginning of the name. */
export function UsersPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const name = address.get("name") ?? "";
  const shown = address.get("show");
  const sorting = useSorting("name");
  const filters = name === "" ? {} : { name };
  return (
    <Page title={t("nav.users")} aside={<Button onClick={add(true)}>{t("users.add")}</Button>}>
      <Filters>
        <SearchField
          label={t("users.search")}
          value={name}
          onChange={(value) => {
            address.set({ name: value });
          }}
        />
      </Filters>
      <LongTable
        label={t("nav.users")}
        list={{
          key: ["get", "/admin/users", filters],
          load: async (part, signal) =>
            answerOf(
              await baseServer.GET("/admin/users", {
                params: { query: { ...part, ...filters, ...sortQuery(sorting) } },
                signal,
              }),
            ),
        }}
        columns={[
          { key: "name", name: t("users.name"), sort: "name", cell: (user) => user.name },
          { key: "id", name: t("number"), cell: (user) => <code>{user.id}</code> },
        ]}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("users.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isAdding && <AddUser onClose={end} />}
      {shown !== undefined && (
        <UserDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}
