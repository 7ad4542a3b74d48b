SELECT 'a word is found in its language only'
WHERE (
    SELECT array_agg(id ORDER BY id) FROM service_content_article
    WHERE campaign_id = 8 AND search_vector @@ to_tsquery('simple', 'titl')
) IS DISTINCT FROM ARRAY[1, 3, 5]::bigint[];
