-- Sessions and keys are looked up by their indexes, whatever their number and whatever the tables hold when the look-up
-- is first planned. Planning it anew for each batch, which the database does as soon as it has statistics, costs several
-- times the look-up.
ALTER FUNCTION identity.find_sessions(bytea[], uuid[])
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off;
ALTER FUNCTION identity.find_api_keys(bytea[])
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off;
