WITH asked AS MATERIALIZED (SELECT set_config('app.campaign_id', '8', false) AS campaign)
SELECT 'what a campaign finds is its own, and what is shared'
FROM asked
WHERE (
    SELECT array_agg(id ORDER BY id) FROM service_content_article_suggest(8, 'tit', 50) WHERE asked.campaign = '8'
) IS DISTINCT FROM ARRAY[1, 3]::bigint[];
WITH asked AS MATERIALIZED (SELECT set_config('app.campaign_id', '8', false) AS campaign)
SELECT 'what a campaign finds is its own, and what is shared'
FROM asked
WHERE (
    SELECT array_agg(id ORDER BY id) FROM service_content_article_search(8, 'title', 50, 0) WHERE asked.campaign = '8'
) IS DISTINCT FROM ARRAY[1, 3, 5]::bigint[];
