-- A few sessions or keys are looked up at a time. The planner's default price for a page out of order is that of a disk
-- that turns: there, reading all members and all workspaces looks cheaper than looking up ten of them.
ALTER FUNCTION identity.find_sessions(bytea[], uuid[]) SET random_page_cost = 1.1;
ALTER FUNCTION identity.find_api_keys(bytea[]) SET random_page_cost = 1.1;
