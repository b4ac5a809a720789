CREATE SCHEMA insight;
GRANT USAGE ON SCHEMA insight TO ${runtime_role};

-- What one unit of a currency was worth in another, as the workspace's members entered it. The rate is kept with the
-- currency that it leads to, so that a change of the reporting currency neither loses nor misreads a rate.
CREATE TABLE insight.exchange_rate (
    workspace_id uuid NOT NULL REFERENCES workspace.workspace ON DELETE CASCADE,
    reporting    text NOT NULL CHECK (reporting ~ '^[A-Z]{3}$'),
    currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> reporting),
    day          date NOT NULL CHECK (day BETWEEN '1990-01-01' AND '2200-01-01'),
    rate         numeric(20, 10) NOT NULL CHECK (rate > 0),
    PRIMARY KEY (workspace_id, reporting, currency, day)
);

SELECT sec.protect_table('insight.exchange_rate', ${DASHBOARD_VIEW}, ${SETTINGS_MANAGE});
SELECT audit.track_changes('insight.exchange_rate');
