WITH asked AS MATERIALIZED (SELECT set_config('app.campaign_id', '8', false) AS campaign)
SELECT 'a letter too much is forgiven'
FROM asked
WHERE (
    SELECT array_agg(id ORDER BY id) FROM service_content_article_fuzzy(8, 'tittle', 50) WHERE asked.campaign = '8'
) IS DISTINCT FROM ARRAY[1, 3, 5]::bigint[];
