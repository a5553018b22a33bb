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
        )
        SELECT line.id::text FROM purchases AS purchase
        JOIN purchase_items AS line ON line.purchase_id = purchase.id
        LEFT JOIN per_line USING (purchase_id, store_item_id)
        WHERE purchase.store_id = ANY ($1)
            AND per_line.delta IS DISTINCT FROM line.refunded_count - line.count
    """,
    "purchases that have not one event": """
        SELECT purchase.id::text FROM purchases AS purchase
        LEFT JOIN outbox ON outbox.key = purchase.id::text AND outbox.topic = 'purchase.created'
        WHERE purchase.store_id = ANY ($1)
        GROUP BY purchase.id HAVING count(outbox.id) <> 1
    """,
    "purchases without a task": """
        SELECT purchase.id::text FROM purchases AS purchase
        WHERE purchase.store_id = ANY ($1)
            AND NOT EXISTS (SELECT FROM tasks WHERE tasks.purchase_id = purchase.id)
    """,
}
PURCHASES = "SELECT id, total_penny FROM purchases WHERE store_id = ANY ($1)"
