import { Navigate, type RouteObject } from "react-router";

import { Privileged } from "../session/Privileged";

/** Their code is loaded when the area is first opened. */
export const securityPages: RouteObject = {
  path: "security",
  element: <Privileged privilege="SECURITY" />,
  children: [
    {
      lazy: async () => ({ Component: (await import("./SecurityArea")).SecurityArea }),
      children: [
        { index: true, element: <Navigate to="/security/incidents" replace /> },
        {
          path: "incidents",
          lazy: async () => ({ Component: (await import("./IncidentsPage")).IncidentsPage }),
          children: [
            {
              index: true,
              lazy: async () => ({ Component: (await import("./IncidentDetail")).NoIncident }),
            },
            {
              path: ":incidentId",
              lazy: async () => ({ Component: (await import("./IncidentDetail")).IncidentDetail }),
            },
          ],
        },
        {
          path: "train",
          lazy: async () => ({ Component: (await import("./TrainPage")).TrainPage }),
        },
        {
          path: "robots",
          lazy: async () => ({ Component: (await import("./RobotsPage")).RobotsPage }),
        },
        {
          path: "cameras",
          lazy: async () => ({ Component: (await import("./CamerasPage")).CamerasPage }),
        },
        {
          path: "watch-list",
          lazy: async () => ({ Component: (await import("./WatchListPage")).WatchListPage }),
        },
      ],
    },
  ],
};
