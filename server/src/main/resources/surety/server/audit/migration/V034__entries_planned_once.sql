-- A batch of entries is stored in one way, however many they are. Left to itself, the database judged from the lengths of
-- the arrays that planning each batch anew was worth it, and that cost more than storing a few entries. A plan that is
-- kept may have been made while the tables were empty, so it must not rest on reading them whole.
ALTER FUNCTION audit.append_access(text[], integer[], uuid[], text[], text[], date[], date[], uuid[], bigint[], text[],
                                   uuid[], text[])
    SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off;
