import type { RouteObject } from "react-router";

import { adminPages } from "../admin/routes";
import { securityPages } from "../security/routes";
import { SignedIn } from "../session/SignedIn";
import { Waiting } from "../shared/Waiting";
import { StartPage } from "../start/StartPage";
import { terminalPages } from "../terminal/routes";
import { Failure } from "./Failure";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

// Each area loads its code when it is first opened; only the start page is in the first bundle.
const passengerPages: RouteObject[] = [
  {
    path: "tickets",
    lazy: async () => ({ Component: (await import("../passenger/TicketsPage")).TicketsPage }),
  },
  {
    path: "my-data",
    lazy: async () => ({ Component: (await import("../passenger/MyDataPage")).MyDataPage }),
  },
  {
    path: "my-face",
    lazy: async () => ({ Component: (await import("../passenger/FacePage")).FacePage }),
  },
  {
    path: "guide/:destination",
    lazy: async () => ({ Component: (await import("../passenger/GuidePage")).GuidePage }),
  },
  {
    path: "shops",
    lazy: async () => ({ Component: (await import("../shops/StoresPage")).StoresPage }),
  },
  {
    path: "shops/:storeId",
    lazy: async () => ({ Component: (await import("../shops/MenuPage")).MenuPage }),
  },
  {
    path: "shops/:storeId/basket",
    lazy: async () => ({ Component: (await import("../shops/BasketPage")).BasketPage }),
  },
  {
    path: "orders",
    lazy: async () => ({ Component: (await import("../shops/OrdersPage")).OrdersPage }),
  },
  {
    path: "orders/:purchaseId",
    lazy: async () => ({ Component: (await import("../shops/OrderPage")).OrderPage }),
  },
];

const publicPages: RouteObject[] = [
  { index: true, Component: StartPage },
  {
    path: "docs/:server?",
    lazy: async () => ({ Component: (await import("../docs/DocsPage")).DocsPage }),
  },
  {
    path: "sign-in",
    lazy: async () => ({ Component: (await import("../sign-in/SignInPage")).SignInPage }),
  },
  {
    path: "my-data/erased",
    lazy: async () => ({ Component: (await import("../passenger/ReceiptPage")).ReceiptPage }),
  },
  { path: "*", Component: NotFound },
];

export const routes: RouteObject[] = [
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Waiting,
    children: [
      {
        ErrorBoundary: Failure,
        children: [
          ...publicPages,
          terminalPages,
          { element: <SignedIn kind="passenger" />, children: passengerPages },
          { element: <SignedIn kind="engineer" />, children: [securityPages, adminPages] },
        ],
      },
    ],
  },
];
