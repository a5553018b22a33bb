import type { RouteObject } from "react-router";

import { SignedIn } from "../session/SignedIn";
import { Waiting } from "../shared/Waiting";
import { StartPage } from "../start/StartPage";
import { Failure } from "./Failure";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

/** Each area loads its code when it is first opened; only the start page is in the first bundle. */
async function loadDocs(): Promise<{ Component: React.ComponentType }> {
  const { DocsPage } = await import("../docs/DocsPage");
  return { Component: DocsPage };
}

async function loadSignIn(): Promise<{ Component: React.ComponentType }> {
  const { SignInPage } = await import("../sign-in/SignInPage");
  return { Component: SignInPage };
}

async function loadTickets(): Promise<{ Component: React.ComponentType }> {
  const { TicketsPage } = await import("../passenger/TicketsPage");
  return { Component: TicketsPage };
}

async function loadMyData(): Promise<{ Component: React.ComponentType }> {
  const { MyDataPage } = await import("../passenger/MyDataPage");
  return { Component: MyDataPage };
}

async function loadReceipt(): Promise<{ Component: React.ComponentType }> {
  const { ReceiptPage } = await import("../passenger/ReceiptPage");
  return { Component: ReceiptPage };
}

export const routes: RouteObject[] = [
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Waiting,
    children: [
      {
        ErrorBoundary: Failure,
        children: [
          { index: true, Component: StartPage },
          { path: "docs/:server?", lazy: loadDocs },
          { path: "sign-in", lazy: loadSignIn },
          {
            element: <SignedIn kind="passenger" />,
            children: [
              { path: "tickets", lazy: loadTickets },
              { path: "my-data", lazy: loadMyData },
            ],
          },
          { path: "my-data/erased", lazy: loadReceipt },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
];
