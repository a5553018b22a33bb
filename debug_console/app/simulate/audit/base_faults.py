"""What must be zero in base_server's tables, for the trains ($1) of a date ($2).

A robot that got no answer boards by itself under the same request id: two rows, and one boarding.
"""

FAULTS = {
    "tickets that several boardings hold": """
        SELECT ticket.id::text FROM tickets AS ticket
        JOIN ticket_checks AS boarding ON boarding.ticket_id = ticket.id
        WHERE ticket.train_number = ANY ($1) AND ticket.start_date = $2
            AND boarding.standing = 'HOLDS'
        GROUP BY ticket.id
        HAVING count(DISTINCT (boarding.robot_id, boarding.request_id)) > 1
    """,
    "used tickets that no boarding holds, or another robot's": """
        SELECT ticket.id::text FROM tickets AS ticket
        WHERE ticket.train_number = ANY ($1) AND ticket.start_date = $2 AND ticket.state = 'USED'
            AND NOT EXISTS (
                SELECT FROM ticket_checks AS boarding
                WHERE boarding.ticket_id = ticket.id AND boarding.standing = 'HOLDS'
                    AND boarding.robot_id = ticket.boarded_by)
    """,
    "boardings that hold a ticket which is not used": """
        SELECT boarding.id::text FROM ticket_checks AS boarding
        JOIN tickets AS ticket ON ticket.id = boarding.ticket_id
        WHERE ticket.train_number = ANY ($1) AND ticket.start_date = $2
            AND boarding.standing = 'HOLDS' AND ticket.state = 'VALID'
    """,
    "boardings without a standing, or the other way round": """
        SELECT one.id::text FROM ticket_checks AS one
        WHERE one.train_number = ANY ($1) AND one.train_date = $2
            AND (one.standing IS NOT NULL) <> (one.mode = 'BOARD' AND one.verdict = 'OK')
    """,
    "incidents that have not one event": """
        SELECT incident.id::text FROM incidents AS incident
        LEFT JOIN outbox ON outbox.key = 'incident:' || incident.id
            AND outbox.topic = 'incident.created'
        WHERE incident.train_number = ANY ($1) AND incident.train_date = $2
        GROUP BY incident.id HAVING count(outbox.id) <> 1
    """,
    "events of one incident that went out in another order": """
        SELECT DISTINCT event.key FROM (
            SELECT outbox.key, delivered_at, max(coalesce(delivered_at, 'infinity')) OVER (
                PARTITION BY outbox.key ORDER BY position
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
            FROM incidents JOIN outbox ON outbox.key = 'incident:' || incidents.id
            WHERE train_number = ANY ($1) AND train_date = $2
        ) AS event WHERE event.delivered_at < event.earlier
    """,
}
CHECKS = """
SELECT request_id, robot_id, source, verdict, ticket_id FROM ticket_checks
WHERE train_number = ANY ($1) AND train_date = $2
"""
HOLDERS = """
SELECT id, boarded_by FROM tickets
WHERE train_number = ANY ($1) AND start_date = $2 AND state = 'USED'
"""
INCIDENTS = "SELECT id FROM incidents WHERE train_number = ANY ($1) AND train_date = $2"
