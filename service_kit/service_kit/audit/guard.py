"""The trigger that keeps the record append-only."""

# Only erasing what may be personal is allowed. TRUNCATE fires no row trigger, and whoever may
# truncate may drop the trigger as well. The chain is what shows that.
GUARD = (
    """
    CREATE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        erasable CONSTANT text[] := ARRAY['caller_name', 'address', 'changes', 'salt'];
    BEGIN
        IF TG_OP = 'UPDATE'
            AND num_nonnulls(NEW.caller_name, NEW.address, NEW.changes, NEW.salt) = 0
            AND to_jsonb(NEW) - erasable = to_jsonb(OLD) - erasable
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE TRIGGER keep_audit_entries BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION keep_audit_entries()
    """,
)
