"""The words of the administration: what there is, and what can be done with it.

What a word asks for and answers is in the servers' OpenAPI documents; a test holds the two against
each other.
"""

import datetime as dt

from app.api.words import STORE, Resource, Verb

_FACE = frozenset({"face"})
# The railway's clock, and that of the books.
_RUN_DATE = {"train_date": dt.timezone(dt.timedelta(hours=3))}
_DATE = {"date": dt.UTC}
_TRIP_COLUMNS = "trip.train_number trip.wagon_number"
_PLACE_COLUMNS = "id name destination_id description"
_REPORT_COLUMNS = "number opened_at closed_at net_penny"


def _places(name: str, one: str, what: str) -> Resource:
    return Resource(
        name,
        what,
        (
            Verb("list", f"list_{name}", _PLACE_COLUMNS, names={"destination_id": "destination"}),
            Verb("show", f"get_{one}"),
            Verb("create", f"create_{one}"),
            Verb("update", f"update_{one}"),
            Verb("delete", f"delete_{one}", asks=f"Delete this {one}?"),
        ),
    )


RESOURCES = (
    Resource(
        "users",
        "Passengers, their faces and identities.",
        (
            Verb("list", "list_users", "id name", names={"name": "search"}),
            Verb("show", "get_user_by_id"),
            Verb("create", "create_user", files=_FACE),
            Verb("set-face", "replace_user_face", files=_FACE),
            Verb("erase-face", "erase_user_face", asks="Erase this face everywhere?"),
            Verb("link", "link_identity"),
            Verb("unlink", "unlink_identity"),
            Verb("erase", "erase_user", asks="Erase this passenger for good?"),
        ),
    ),
    Resource(
        "tickets",
        "What passengers travel by.",
        (
            Verb(
                "list",
                "list_tickets",
                "id train_number start_date wagon_number place_number state boarded_at",
            ),
            Verb("show", "get_ticket"),
            Verb("create", "create_ticket"),
            Verb("revoke", "revoke_ticket", asks="Revoke this ticket?"),
        ),
    ),
    Resource(
        "runs",
        "Train runs, and how their boarding goes.",
        (
            Verb("of-day", "list_train_runs", today=_RUN_DATE),
            Verb("boarding", "get_boarding", today=_RUN_DATE),
            Verb(
                "no-shows",
                "list_no_shows",
                "id user_id wagon_number place_number station_id",
                today=_RUN_DATE,
            ),
        ),
    ),
    Resource(
        "conflicts",
        "Boardings of robots that met, for staff to settle.",
        (
            Verb(
                "list",
                "list_conflicts",
                "check_id cause robot_id train_number checked_at settled_at",
            ),
            Verb("settle", "settle_conflict"),
        ),
    ),
    Resource(
        "robots",
        "Kiosk robots, their trips and commands.",
        (
            Verb(
                "list",
                "list_robots",
                f"id robot_model_name connection {_TRIP_COLUMNS} last_seen_at",
            ),
            Verb("show", "get_robot_by_id"),
            Verb("trip", "set_robot_trip"),
            Verb("command", "create_command"),
            Verb("commands", "list_commands", "id kind state issued_by created_at result_text"),
            Verb("cancel", "cancel_command"),
            Verb("revoke", "revoke_robot", asks="Revoke this robot? It can never sign in again."),
        ),
    ),
    Resource(
        "terminals",
        "Terminals of stores.",
        (
            Verb("list", "list_store_terminals", "id store_id registered_by last_seen_at"),
            Verb("show", "get_store_terminal"),
            Verb("revoke", "revoke_store_terminal", asks="Revoke this terminal for good?"),
        ),
    ),
    Resource(
        "engineers",
        "People of the railway, their privileges and cards.",
        (
            Verb("list", "list_engineers", "id login privileges"),
            Verb("create", "create_engineer"),
            Verb("grant", "set_engineer_privileges", names={"privileges": "privilege"}),
            Verb("password", "set_engineer_password"),
            Verb("delete", "delete_engineer", asks="Delete this engineer?"),
            Verb("cards", "list_auth_cards", "id created_at"),
            Verb("add-card", "create_auth_card"),
            Verb("delete-card", "delete_auth_card", asks="Delete this card?"),
        ),
    ),
    Resource(
        "stores",
        "Shops and restaurants on trains.",
        (
            Verb("list", "list_stores", "id name store_type is_archived", STORE),
            Verb("show", "get_store", server=STORE),
            Verb("create", "create_store", server=STORE),
            Verb("update", "update_store", server=STORE),
            Verb("logo", "set_store_logo", server=STORE),
            Verb("delete", "delete_store", server=STORE, asks="Delete or archive this store?"),
            Verb("trains", "list_store_runs", "train_number train_date"),
            Verb("bind", "bind_store"),
            Verb("unbind", "unbind_store"),
            Verb("statistics", "get_store_statistics", server=STORE),
            Verb("all-statistics", "get_all_statistics", server=STORE),
            Verb("reports", "list_store_reports", _REPORT_COLUMNS, STORE),
            Verb(
                "robot-sales",
                "list_all_robot_sales",
                "id store_id robot_id result reason made_at",
                STORE,
            ),
        ),
    ),
    Resource(
        "stations",
        "Names of stations, by language.",
        (
            Verb("list", "list_stations", "station_id names"),
            Verb("name", "name_station"),
            Verb("delete", "delete_station", asks="Forget the names of this station?"),
        ),
    ),
    _places("hotels", "hotel", "Hotels at destinations."),
    _places("attractions", "attraction", "What is to be seen at destinations."),
    Resource(
        "incidents",
        "What cameras have seen.",
        (
            Verb(
                "list",
                "list_incidents",
                "id kind score state train_number wagon_number occurred_at",
            ),
            Verb("show", "get_incident"),
            Verb("snapshot", "get_incident_snapshot"),
            Verb("follow", "stream_monitoring"),
            Verb("runs", "list_monitored_runs", today=_RUN_DATE),
            Verb(
                "robots",
                "list_monitored_robots",
                f"id robot_model_name connection state {_TRIP_COLUMNS} reported_at",
            ),
            Verb("figures", "count_incidents"),
            Verb("acknowledge", "acknowledge_incident"),
            Verb("resolve", "resolve_incident"),
            Verb("false-alarm", "mark_false_alarm"),
            Verb("comment", "create_incident_comment"),
        ),
    ),
    Resource(
        "cameras",
        "Cameras of robots.",
        (
            Verb("list", "list_cameras", "id robot_id camera_id name place is_on"),
            Verb("create", "create_camera"),
            Verb("update", "update_camera"),
            Verb("delete", "delete_camera", asks="Delete this camera?"),
        ),
    ),
    Resource(
        "watch-list",
        "People who are looked for.",
        (
            Verb("list", "list_watch_list", "id name reason state added_by expires_at"),
            Verb("show", "get_watch_list_entry"),
            Verb("add", "create_watch_list_entry", files=_FACE),
            Verb("approve", "approve_watch_list_entry"),
            Verb("remove", "remove_watch_list_entry", asks="Remove this person from the list?"),
        ),
    ),
    Resource(
        "webhooks",
        "Who is told of sales, and what could not be delivered.",
        (
            Verb("list", "list_webhooks", "id url event_types is_active disabled_at", STORE),
            Verb("show", "get_webhook", server=STORE),
            Verb("create", "create_webhook", server=STORE, names={"event_types": "event-type"}),
            Verb("update", "update_webhook", server=STORE, names={"event_types": "event-type"}),
            Verb("delete", "delete_webhook", server=STORE, asks="Delete this webhook?"),
            Verb("ping", "ping_webhook", server=STORE),
            Verb("rotate-secret", "rotate_webhook_secret", server=STORE),
            Verb(
                "deliveries",
                "list_webhook_deliveries",
                "id event_type state attempts status due_at error",
                STORE,
            ),
            Verb(
                "dead",
                "list_webhook_deliveries",
                "id event_type attempts status error finished_at",
                STORE,
                fixed={"state": "DEAD"},
            ),
            Verb("replay", "replay_webhook_delivery", server=STORE),
            Verb("replay-dead", "replay_dead_webhook_deliveries", server=STORE),
        ),
    ),
    Resource(
        "accounting",
        "What was sold on a day.",
        (
            Verb("summary", "summarize_accounting", server=STORE, today=_DATE),
            Verb("export", "export_accounting", server=STORE, today=_DATE),
        ),
    ),
    Resource(
        "files",
        "Users, tickets, hotels and attractions as files.",
        (Verb("import", "import_file"), Verb("export", "export_file")),
    ),
    Resource(
        "sessions",
        "Who is signed in.",
        (
            Verb("list", "list_sessions"),
            Verb("end", "end_session"),
            Verb("end-all", "end_sessions", asks="End all sessions of this caller?"),
        ),
    ),
    Resource(
        "audit",
        "The record of what was changed, and by whom.",
        (
            Verb(
                "list",
                "list_audit_entries",
                "position at caller_name action subject_kind subject_id",
            ),
            Verb(
                "list-stores",
                "list_audit_entries",
                "position at caller_name action subject_kind subject_id",
                STORE,
            ),
            Verb("export", "export_audit_entries"),
            Verb("export-stores", "export_audit_entries", server=STORE),
        ),
    ),
)
