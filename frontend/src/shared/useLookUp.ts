import { useState } from "react";

export interface Found {
  id: string;
  name: string;
}

/** What a text finds. */
export interface LookUp {
  /** Undefined while it is on its way; the former text's until then. */
  found: readonly Found[] | undefined;
  /** It is what the text finds, and not what the former one did. */
  isCurrent: boolean;
  isError: boolean;
}

interface SearchProps extends LookUp {
  value: Found | undefined;
  onSearch: (text: string) => void;
  onChange: (one: Found | undefined) => void;
}

/** The field's state, and what moves it. */
export interface LookingUp {
  text: string;
  isOpen: boolean;
  /** Which of the lines the arrow keys have reached; -1: none. */
  active: number;
  open: () => void;
  close: () => void;
  choose: (one: Found | undefined) => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
  type: (text: string) => void;
}

export function useLookUp({
  value,
  found = [],
  isCurrent,
  onSearch,
  onChange,
}: SearchProps): LookingUp {
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  // Not its place, which changes while answers come in.
  const [reached, setReached] = useState<string>();
  const active = found.findIndex(({ id }) => id === reached);
  // The one that the keys reached, or the only one that what was typed finds.
  const isOnly = reached === undefined && isCurrent && found.length === 1;
  const wanted = found[isOnly && (typed ?? "").trim() !== "" ? 0 : active];
  const open = (): void => {
    setOpen(true);
    setReached(undefined);
    onSearch(typed?.trim() ?? "");
  };
  const close = (): void => {
    if (!isOpen) return;
    setOpen(false);
    setReached(undefined);
    setTyped(undefined);
    onSearch("");
  };
  const choose = (one: Found | undefined): void => {
    onChange(one);
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
      if (wanted !== undefined) choose(wanted);
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
    type: (text) => {
      open();
      setTyped(text);
      onSearch(text.trim());
      if (text === "" && value !== undefined) onChange(undefined);
    },
  };
}

/** Whether the form was refused for want of a choice; said here instead of in a browser's bubble. */
export interface Refusal {
  isRefused: boolean;
  onInvalid: (event: React.InvalidEvent<HTMLInputElement>) => void;
}

export function useRefusal(isChosen: boolean): Refusal {
  const [wasRefused, setRefused] = useState(false);
  if (wasRefused && isChosen) setRefused(false);
  return {
    isRefused: wasRefused,
    onInvalid: (event) => {
      event.preventDefault();
      setRefused(true);
      const input = event.currentTarget;
      const fields = [...(input.form?.elements ?? [])];
      const isWrong = (one: Element) => one instanceof HTMLInputElement && !one.validity.valid;
      if (fields.find(isWrong) === input) input.focus();
    },
  };
}
