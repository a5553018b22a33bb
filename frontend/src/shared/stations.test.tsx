import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { createQueryClient } from "../app/queryClient";
import { serveAnswers } from "../test/gateway";
import { Way } from "./Station";
import { nameIn } from "./stations";

const MOSCOW = { ru: "Москва", en: "Moscow" };
const ASKED = "/base_api/stations?id=moscow&id=nowhere";

function showWay(): void {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <p>
        <Way from="moscow" to="nowhere" />
      </p>
    </QueryClientProvider>,
  );
}

describe("the name of a station", () => {
  it.each([
    ["in the language of the page", MOSCOW, "Москва"],
    ["in any, where that one is missing", { en: "Moscow" }, "Moscow"],
    ["its id, where it has none", null, "moscow"],
  ])("is %s", (_, names, name) => {
    expect(nameIn("ru", "moscow", names)).toBe(name);
  });

  it("is asked for once for all that a page shows", async () => {
    const body = [{ station_id: "moscow", names: MOSCOW }];
    const asked = serveAnswers({ [ASKED]: { status: 200, body } });
    showWay();
    expect(await screen.findByText("Moscow → nowhere")).toBeVisible();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("is not half a way while it is asked for", () => {
    serveAnswers({ [ASKED]: "late" });
    showWay();
    expect(screen.getByRole("paragraph")).toHaveTextContent(/^$/u);
  });

  it("is its id while the server is away", async () => {
    serveAnswers({ [ASKED]: "lost" });
    showWay();
    expect(await screen.findByText("moscow → nowhere")).toBeVisible();
  });
});
