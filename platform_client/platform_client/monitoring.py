"""What the security does. Needs an engineer with SECURITY."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

from platform_client.models.monitoring import Comment, Incident, IncidentDetail, MonitoringEvent
from platform_client.platform import Call
from platform_client.session import Session
from platform_client.streams import follow

_BASE = "/base_api/monitoring"


class Monitoring:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_incidents(
        self,
        *states: str,
        kind: str | None = None,
        train_number: str | None = None,
        is_alarm: bool | None = None,
    ) -> AsyncIterator[Incident]:
        """All, or those in one of these states; the newest first."""
        query = {
            "state": list(states),
            "kind": kind,
            "train_number": train_number,
            "is_alarm": is_alarm,
        }
        return self._session.list(Incident, f"{_BASE}/incidents", query)

    async def get_incident(self, incident_id: UUID) -> IncidentDetail:
        """With the people that were recognised, their seats, and the comments."""
        call = Call("GET", f"{_BASE}/incident/{incident_id}")
        return await self._session.send(IncidentDetail, call)

    async def acknowledge(self, incident_id: UUID) -> Incident:
        """Raises INCIDENT_STATE_CONFLICT, with `by`, when somebody was first."""
        return await self._act(incident_id, "acknowledge")

    async def resolve(self, incident_id: UUID, reason: str | None = None) -> Incident:
        return await self._act(incident_id, "resolve", {"reason": reason} if reason else {})

    async def mark_false_alarm(self, incident_id: UUID, reason: str) -> Incident:
        return await self._act(incident_id, "false_alarm", {"reason": reason})

    async def _act(
        self, incident_id: UUID, action: str, body: dict[str, str] | None = None
    ) -> Incident:
        # Repeating one's own step is harmless.
        path = f"{_BASE}/incident/{incident_id}/{action}"
        call = Call("POST", path, body, is_repeatable=True)
        return await self._session.send(Incident, call)

    async def comment(self, incident_id: UUID, text: str, *, key: str | None = None) -> Comment:
        """The same `key` is the same comment."""
        path = f"{_BASE}/incident/{incident_id}/comment"
        call = Call("POST", path, {"text": text}, key=key or str(uuid4()))
        return await self._session.send(Comment, call)

    async def follow(self) -> AsyncIterator[MonitoringEvent]:
        """Incidents and robots that come or go, live, for as long as you iterate. Load the list
        after the first event, and after each `reset`, and miss nothing."""
        async for kind, data in follow(self._session, f"{_BASE}/stream"):
            yield MonitoringEvent(kind=kind, incident=data.get("incident"), robot=data.get("robot"))
