"""What must be zero in store_server's tables, for the stores $1."""

FAULTS = {
    "items whose balance is not the sum of their movements": """
        SELECT item.id::text FROM store_items AS item
        LEFT JOIN stock_movements AS movement ON movement.store_item_id = item.id
        WHERE item.store_id = ANY ($1) GROUP BY item.id
        HAVING item.balance < 0 OR item.balance <> coalesce(sum(movement.delta), 0)
    """,
    "shelves of robots whose balance is not the sum of their movements": """
        SELECT allotment.id::text FROM allotments AS allotment
        LEFT JOIN allotment_movements AS movement ON movement.allotment_id = allotment.id
        WHERE allotment.store_id = ANY ($1) GROUP BY allotment.id
        HAVING allotment.balance < 0 OR allotment.balance <> coalesce(sum(movement.delta), 0)
    """,
    "shelves of robots that got other than the store gave": """
        SELECT allotment.id::text FROM allotments AS allotment
        WHERE allotment.store_id = ANY ($1) AND (
            SELECT coalesce(sum(delta), 0) FROM allotment_movements
            WHERE allotment_id = allotment.id AND reason = 'TRANSFER'
        ) <> (
            SELECT coalesce(-sum(delta), 0) FROM stock_movements
            WHERE allotment_id = allotment.id AND reason = 'TRANSFER')
    """,
    "purchases whose lines are not their total": """
        SELECT purchase.id::text FROM purchases AS purchase
        LEFT JOIN purchase_items AS line ON line.purchase_id = purchase.id
        WHERE purchase.store_id = ANY ($1) GROUP BY purchase.id
        HAVING purchase.total_penny IS DISTINCT FROM sum(line.count * line.price_penny)
    """,
    "lines of purchases that did not move the stock as they say": """
        WITH moved AS (
            SELECT purchase_id, store_item_id, sum(delta) AS delta FROM stock_movements
            WHERE purchase_id IS NOT NULL GROUP BY purchase_id, store_item_id
            UNION ALL
            SELECT movement.purchase_id, allotment.store_item_id, sum(movement.delta)
            FROM allotment_movements AS movement
            JOIN allotments AS allotment ON allotment.id = movement.allotment_id
            WHERE movement.purchase_id IS NOT NULL
            GROUP BY movement.purchase_id, allotment.store_item_id
        ), per_line AS (
            SELECT purchase_id, store_item_id, sum(delta) AS delta FROM moved
            GROUP BY purchase_id, store_item_id
        ), restocked AS (
            SELECT refund.purchase_id, line.store_item_id, sum(line.count) AS count
            FROM refunds AS refund JOIN refund_items AS line ON line.refund_id = refund.id
            WHERE line.is_restocked GROUP BY refund.purchase_id, line.store_item_id
        )
        SELECT line.id::text FROM purchases AS purchase
        JOIN purchase_items AS line ON line.purchase_id = purchase.id
        LEFT JOIN per_line USING (purchase_id, store_item_id)
        LEFT JOIN restocked USING (purchase_id, store_item_id)
        WHERE purchase.store_id = ANY ($1)
            AND coalesce(per_line.delta, 0) <> coalesce(restocked.count, 0) - line.count
    """,
    "lines of purchases with other refunds than they say": """
        SELECT line.id::text FROM purchases AS purchase
        JOIN purchase_items AS line ON line.purchase_id = purchase.id
        WHERE purchase.store_id = ANY ($1) AND line.refunded_count <> (
            SELECT coalesce(sum(back.count), 0) FROM refunds AS refund
            JOIN refund_items AS back ON back.refund_id = refund.id
            WHERE refund.purchase_id = purchase.id AND back.store_item_id = line.store_item_id)
    """,
    "refunds whose lines are not their total": """
        SELECT refund.id::text FROM refunds AS refund
        LEFT JOIN refund_items AS line ON line.refund_id = refund.id
        WHERE refund.store_id = ANY ($1) GROUP BY refund.id
        HAVING refund.total_penny IS DISTINCT FROM sum(line.count * line.price_penny)
    """,
    "purchases that have not one event": """
        SELECT purchase.id::text FROM purchases AS purchase
        LEFT JOIN outbox ON outbox.key = purchase.id::text AND outbox.topic = 'purchase.created'
        WHERE purchase.store_id = ANY ($1)
        GROUP BY purchase.id HAVING count(outbox.id) <> 1
    """,
    "refunds that have not one event": """
        SELECT refund.id::text FROM refunds AS refund
        LEFT JOIN outbox ON outbox.key = refund.purchase_id::text
            AND outbox.topic = 'purchase.refunded'
            AND outbox.payload -> 'refund' ->> 'id' = refund.id::text
        WHERE refund.store_id = ANY ($1)
        GROUP BY refund.id HAVING count(outbox.id) <> 1
    """,
    "events of one purchase that went out in another order": """
        SELECT DISTINCT event.key FROM (
            SELECT outbox.key, delivered_at, max(coalesce(delivered_at, 'infinity')) OVER (
                PARTITION BY outbox.key ORDER BY position
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
            FROM purchases JOIN outbox ON outbox.key = purchases.id::text
            WHERE store_id = ANY ($1)
        ) AS event WHERE event.delivered_at < event.earlier
    """,
    "purchases that a webhook was told of in another order": """
        SELECT DISTINCT told.key FROM (
            SELECT delivery.key, finished_at, max(coalesce(finished_at, 'infinity')) OVER (
                PARTITION BY subscription_id, delivery.key ORDER BY position
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
            FROM purchases
            JOIN webhook_deliveries AS delivery ON delivery.key = purchases.id::text
            WHERE store_id = ANY ($1)
        ) AS told WHERE told.finished_at < told.earlier
    """,
    "purchases without a task": """
        SELECT purchase.id::text FROM purchases AS purchase
        WHERE purchase.store_id = ANY ($1)
            AND NOT EXISTS (
                SELECT FROM tasks
                WHERE tasks.purchase_id = purchase.id AND tasks.store_id = purchase.store_id)
    """,
}
PURCHASES = "SELECT id, total_penny FROM purchases WHERE store_id = ANY ($1)"
REFUNDS = "SELECT id, total_penny FROM refunds WHERE store_id = ANY ($1)"
# None for one that was refused: goods and money have changed hands all the same.
SALES = """
SELECT sale.request_id AS id, coalesce(purchase.total_penny, 0) AS total_penny
FROM robot_sales AS sale LEFT JOIN purchases AS purchase ON purchase.id = sale.purchase_id
WHERE sale.store_id = ANY ($1)
"""
