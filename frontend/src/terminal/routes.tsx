import { Navigate, type RouteObject } from "react-router";

/** A store's terminal, which signs in by its own key and not by anybody's session. */
export const terminalPages: RouteObject = {
  path: "terminal",
  lazy: async () => ({ Component: (await import("./TerminalArea")).TerminalArea }),
  children: [
    { index: true, element: <Navigate to="/terminal/board" replace /> },
    {
      path: "board",
      lazy: async () => ({ Component: (await import("./BoardPage")).BoardPage }),
    },
    {
      path: "items",
      lazy: async () => ({ Component: (await import("./ItemsPage")).ItemsPage }),
    },
    {
      path: "sales",
      lazy: async () => ({ Component: (await import("./SalesPage")).SalesPage }),
    },
    {
      path: "allotments",
      lazy: async () => ({ Component: (await import("./AllotmentsPage")).AllotmentsPage }),
    },
    {
      path: "robot-sales",
      lazy: async () => ({ Component: (await import("./RobotSalesPage")).RobotSalesPage }),
    },
    {
      path: "reports",
      lazy: async () => ({ Component: (await import("./ReportsPage")).ReportsPage }),
    },
  ],
};
