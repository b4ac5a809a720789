-- The model that looks at figures, chosen by an owner for each provider.

ALTER TABLE ai.provider
    ADD COLUMN analysis_model text CHECK (analysis_model ~ '^[A-Za-z0-9._:/-]{1,100}$');
COMMENT ON COLUMN ai.provider.analysis_model IS 'the provider''s name of it; null where no analyses are made';
