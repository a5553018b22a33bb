import type { RouteObject } from "react-router";

import { Privileged } from "../session/Privileged";

const pages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./TodayPage")).TodayPage }) },
  {
    path: "figures",
    lazy: async () => ({ Component: (await import("./FiguresPage")).FiguresPage }),
  },
  { path: "users", lazy: async () => ({ Component: (await import("./UsersPage")).UsersPage }) },
  {
    path: "engineers",
    lazy: async () => ({ Component: (await import("./EngineersPage")).EngineersPage }),
  },
  {
    path: "tickets",
    lazy: async () => ({ Component: (await import("./TicketsPage")).TicketsPage }),
  },
  {
    path: "boarding",
    lazy: async () => ({ Component: (await import("./BoardingPage")).BoardingPage }),
  },
  {
    path: "conflicts",
    lazy: async () => ({ Component: (await import("./ConflictsPage")).ConflictsPage }),
  },
  { path: "robots", lazy: async () => ({ Component: (await import("./RobotsPage")).RobotsPage }) },
  {
    path: "terminals",
    lazy: async () => ({ Component: (await import("./TerminalsPage")).TerminalsPage }),
  },
  { path: "stores", lazy: async () => ({ Component: (await import("./StoresPage")).StoresPage }) },
  {
    path: "stations",
    lazy: async () => ({ Component: (await import("./StationsPage")).StationsPage }),
  },
  { path: "hotels", lazy: async () => ({ Component: (await import("./PlacesPage")).HotelsPage }) },
  {
    path: "attractions",
    lazy: async () => ({ Component: (await import("./PlacesPage")).AttractionsPage }),
  },
  {
    path: "accounting",
    lazy: async () => ({ Component: (await import("./AccountingPage")).AccountingPage }),
  },
  {
    path: "robot-sales",
    lazy: async () => ({ Component: (await import("./RobotSalesPage")).RobotSalesPage }),
  },
  {
    path: "webhooks",
    lazy: async () => ({ Component: (await import("./webhooks/WebhooksPage")).WebhooksPage }),
  },
  { path: "audit", lazy: async () => ({ Component: (await import("./AuditPage")).AuditPage }) },
  {
    path: "transfer",
    lazy: async () => ({ Component: (await import("./TransferPage")).TransferPage }),
  },
];

/** Their code is loaded when the area is first opened. */
export const adminPages: RouteObject = {
  path: "admin",
  element: <Privileged privilege="ADMIN" />,
  children: [
    {
      lazy: async () => ({ Component: (await import("./AdminArea")).AdminArea }),
      children: pages,
    },
  ],
};
