import { SearchField } from "../shared/SearchField";
import type { Address } from "../shared/useAddress";

interface TextFilterProps {
  address: Address;
  label: string;
}

/** What a list is searched for; in the address as `search`. */
export function TextFilter({ address, label }: TextFilterProps): React.JSX.Element {
  return (
    <SearchField
      label={label}
      value={address.get("search") ?? ""}
      onChange={(search) => {
        address.set({ search });
      }}
    />
  );
}

/** For the query of a list, under the name that the server has for it. */
export function searchOf<Name extends string>(
  address: Address,
  name: Name,
): Partial<Record<Name, string>> {
  const text = address.get("search");
  return text === undefined ? {} : ({ [name]: text } as Record<Name, string>);
}
